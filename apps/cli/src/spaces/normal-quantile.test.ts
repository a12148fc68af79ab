import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.js';

describe('normalQuantile', () => {
  it.each([
    [1e-4, -3.7190164854556804],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.75, 0.6744897501960817],
    [0.999, 3.090232306167813],
  ])('of %d is %d, to 4.5e-4', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(4.5e-4);
  });
});
