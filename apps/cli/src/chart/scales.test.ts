import * as Plot from '@observablehq/plot';
import { describe, expect, it } from 'vitest';
import { decades, lossScale } from './scales.js';
import { newImage } from './svg.js';

describe('decades', () => {
  it.each([
    [0.05, 2, [0.05, 0.1, 0.2, 0.5, 1, 2]],
    [0.02, 5, [0.03, 0.1, 0.3, 1, 3]],
    [0.001, 2, [0.001, 0.01, 0.1, 1]],
    [1e-10, 1, [1e-10, 1e-8, 1e-6, 1e-4, 0.01, 1]],
  ])('between %d and %d', (least, most, ticks) => {
    expect(decades(least, most)).toEqual(ticks);
  });
});

describe('a logarithmic axis', () => {
  it.each([
    [0.05, 2],
    [0.0101, 9.9],
    [0.0045, 1.6],
    [0.0021, 2],
    [1e-7, 3],
  ])('from %d to %d has a number at every tick', (least, most) => {
    const { ownerDocument } = newImage(100, 100, 'x', '#000');
    const plot = Plot.plot({
      document: ownerDocument,
      y: { ...lossScale([least, most]), domain: [least, most] },
    });
    const ticks = plot.querySelectorAll('[aria-label="y-axis tick label"] text');
    expect(ticks).toHaveLength(decades(least, most).length);
    for (const tick of ticks) expect(tick.textContent).not.toBe('');
  });
});
