import { describe, expect, it } from 'vitest';
import { haltonPoint, mostCoordinates, radicalInverse } from './halton.js';

describe('radicalInverse', () => {
  // Without exchanged digits it is the sequence of van der Corput: scipy.stats.qmc.Halton(3, scramble=False).
  it.each([
    [
      [0, 1],
      [0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875],
    ],
    [
      [0, 1, 2],
      [1 / 3, 2 / 3, 1 / 9, 4 / 9, 7 / 9, 2 / 9, 5 / 9],
    ],
    [
      [0, 1, 2, 3, 4],
      [0.2, 0.4, 0.6, 0.8, 0.04, 0.24, 0.44],
    ],
  ])('mirrors the digits of a number, in base %#', (digits, expected) => {
    expected.forEach((value, i) => {
      expect(radicalInverse(i + 1, digits)).toBeCloseTo(value, 14);
    });
  });

  it('puts other digits in their place', () => {
    // 4 is 11 in base 3; with 2 for 1 it is 0.22, 2/3 + 2/9.
    expect(radicalInverse(4, [0, 2, 1])).toBeCloseTo(8 / 9, 14);
  });
});

describe('haltonPoint', () => {
  it('has one point in each of p equal parts of a coordinate in base p, p points in a row', () => {
    [2, 3, 5, 7, 11, 13].forEach((base, coordinate) => {
      const parts = Array.from({ length: base }, (_, i) =>
        Math.floor((haltonPoint(base + i, mostCoordinates)[coordinate] as number) * base),
      );
      expect([...parts].sort((a, b) => a - b)).toEqual([...Array(base).keys()]);
    });
  });

  it('lies inside of the cube', () => {
    for (let i = 1; i <= 1000; i++) {
      for (const x of haltonPoint(i, mostCoordinates)) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(1);
      }
    }
  });
});
