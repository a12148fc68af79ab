import { describe, expect, test } from 'vitest';
import { initial, type Penalty, pulledBy, lambda as range, terrainOf } from './model.js';

// The loss is ½ (θ − c)ᵀ A (θ − c) with A = R diag(1, 4) Rᵀ, turned by −60°:
// A₁₁ = cos² + 4 sin² = 3.25, A₂₂ = sin² + 4 cos² = 1.75, A₁₂ = (4 − 1) · sin 60° · cos 60° = 0.75 √3.
const a = [
  [3.25, 0.75 * Math.sqrt(3)],
  [0.75 * Math.sqrt(3), 1.75],
] as const;
const [c1, c2] = initial.minimum;

const at = (penalty: Penalty, lambda: number) => pulledBy(penalty, { ...initial, lambda });

/** The gradient of the loss. */
const gradientAt = ([x, y]: readonly [number, number]) =>
  a.map(([p, q]) => p * (x - c1) + q * (y - c2));

test('without a penalty the minimum stays', () => {
  for (const penalty of ['l1', 'l2'] as const) expect(at(penalty, 0).minimum).toEqual([c1, c2]);
});

test.each([0.5, 2, 8])('with L2 the gradient is −2λθ, and no weight is 0, for λ = %d', (lambda) => {
  const { minimum, zeros } = at('l2', lambda);
  for (const [i, gradient] of gradientAt(minimum).entries()) {
    expect(gradient).toBeCloseTo(-2 * lambda * (minimum[i] as number), 9);
  }
  expect(zeros).toEqual([]);
});

describe('with L1', () => {
  test.each([0.5, 1, 2, 5, 8])(
    'the gradient is −λ sign θ, and at most λ at a zero, for λ = %d',
    (lambda) => {
      const { minimum } = at('l1', lambda);
      for (const [i, gradient] of gradientAt(minimum).entries()) {
        const weight = minimum[i] as number;
        if (weight === 0) expect(Math.abs(gradient)).toBeLessThanOrEqual(lambda);
        else expect(gradient).toBeCloseTo(-lambda * Math.sign(weight), 9);
      }
    },
  );

  test('one weight after the other becomes exactly 0', () => {
    expect(at('l1', 1).zeros).toEqual([]);
    expect(at('l1', 2).zeros).toEqual([2]);
    // Both where no entry of A c is beyond λ: they are 6.9 and 3.7.
    expect(at('l1', 6.8).zeros).toEqual([2]);
    expect(at('l1', 7).zeros).toEqual([1, 2]);
  });
});

test('the level of L2 is a circle through the minimum, that of L1 a diamond', () => {
  for (const [x, y] of at('l2', 1).level) {
    expect(Math.hypot(x, y)).toBeCloseTo(Math.hypot(...at('l2', 1).minimum), 12);
  }
  const [x, y] = at('l1', 1).minimum;
  for (const [p, q] of at('l1', 1).level) expect(Math.abs(p) + Math.abs(q)).toBeCloseTo(x + y, 12);
});

test('paths end where the largest λ takes the minimum', () => {
  const { paths } = terrainOf(initial.minimum);
  for (const penalty of ['l1', 'l2'] as const) {
    const { minimum } = at(penalty, range.max);
    for (const i of [0, 1]) expect(paths[penalty].at(-1)?.[i]).toBeCloseTo(minimum[i] as number, 3);
  }
});
