import { describe, expect, it } from 'vitest';
import { exponentOf } from '../schedules/averaging/power-function-decay.js';
import { combination, innerProduct, type Profile } from './profile.js';

/** The integral of the product of two profiles, by the midpoint rule. */
function integral(p: Profile, q: Profile): number {
  const n = 200_000;
  const end = Math.min(p.end, q.end);
  const at = ({ end, width }: Profile, s: number) => {
    const g = exponentOf(width);
    return ((g + 1) / end) * (s / end) ** g;
  };
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const s = ((i + 0.5) / n) * end;
    sum += at(p, s) * at(q, s);
  }
  return (sum * end) / n;
}

describe('innerProduct', () => {
  it.each([
    [
      { end: 100, width: 0.1 },
      { end: 300, width: 0.25 },
    ],
    [
      { end: 300, width: 0.2 },
      { end: 100, width: 0.05 },
    ],
    [
      { end: 50, width: 0.1 },
      { end: 50, width: 0.15 },
    ],
  ])('of %o and %o is the integral of their product', (p, q) => {
    const expected = integral(p, q);
    expect(innerProduct(p, q) / expected).toBeCloseTo(1, 6);
    expect(innerProduct(q, p) / expected).toBeCloseTo(1, 6);
  });
});

describe('combination', () => {
  const ends = [100, 200, 300, 400];
  const given = ends.flatMap((end) => [0.05, 0.1].map((width) => ({ end, width })));

  it.each([
    // solve_posthoc_coefficients of the authors, in float64 with NumPy 2.4.
    [
      { end: 400, width: 0.15 },
      [
        -0.0005620351079, 0.001944069304, -0.01314786559, 0.03801996664, -0.07795837215,
        0.2004086401, -0.2640619708, 1.115357568,
      ],
    ],
    [
      { end: 300, width: 0.07 },
      [
        6.270359942e-7, -1.54028299e-5, 0.00279985589, -0.01904565143, 0.4410766034, 0.575183968, 0,
        0,
      ],
    ],
    [
      { end: 350, width: 0.25 },
      [
        -0.04935904401, 0.1226992214, -0.160648193, 0.3762301887, -0.2879169062, 0.6871153144,
        -0.4455639568, 0.7574433754,
      ],
    ],
  ])('for %o has the factors of the authors’ program', (wanted, expected) => {
    combination(given, wanted).forEach((factor, i) => {
      expect(factor).toBeCloseTo(expected[i] as number, 8);
    });
  });

  it('takes a profile that is given as it is', () => {
    combination(given, { end: 300, width: 0.1 }).forEach((factor, i) => {
      expect(factor).toBeCloseTo(i === 5 ? 1 : 0, 10);
    });
  });
});
