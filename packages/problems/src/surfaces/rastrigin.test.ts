import { expect, it } from 'vitest';
import { rastrigin } from './rastrigin.js';

it('is the plain bowl at integers and 20 above it between them', () => {
  const { value } = rastrigin({ dimension: 1 });
  for (const n of [-5, -2, 0, 1, 3]) {
    expect(value([n])).toBeCloseTo(n * n, 12);
    expect(value([n + 0.5])).toBeCloseTo((n + 0.5) ** 2 + 20, 12);
  }
});

it('has its highest value in the customary domain at ±4.5229937', () => {
  // The maximum over [−5.12, 5.12], 40.3532902 per coordinate, is a standard figure for it.
  const { value, gradient } = rastrigin();
  expect(value([4.52299366, -4.52299366])).toBeCloseTo(80.7065803, 5);
  expect(Math.abs(gradient([4.52299366, -4.52299366])[0] as number)).toBeLessThan(1e-4);
});
