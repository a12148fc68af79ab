import { goldenCases } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { permutation } from './permutation.js';
import { symmetricBeta } from './symmetric-beta.js';

const draw = { key: 42, stream: 3, step: 7 };

interface Case {
  readonly alpha: number;
  readonly shares: number[];
  readonly quantiles: number[];
}

describe('symmetricBeta', () => {
  it.each(goldenCases<Case>('symmetric-beta'))(
    'has the quantiles of SciPy for α = $alpha, within five standard deviations',
    ({ alpha, shares, quantiles }) => {
      const n = 20_000;
      const drawn = Array.from({ length: n }, (_, i) => symmetricBeta(alpha, draw, i));
      shares.forEach((share, i) => {
        const below = drawn.filter((x) => x < (quantiles[i] as number)).length;
        expect(Math.abs(below - n * share)).toBeLessThan(5 * Math.sqrt(n * share * (1 - share)));
      });
    },
  );

  it.each([1e-6, 1e-3, 1e6])('stays in [0, 1] for α = %d', (alpha) => {
    for (let i = 0; i < 1000; i++) {
      const x = symmetricBeta(alpha, draw, i);
      expect(x >= 0 && x <= 1, `${x}`).toBe(true);
    }
  });

  it('gives other numbers for another key, stream, step or element', () => {
    const others = [draw, { ...draw, key: 43 }, { ...draw, stream: 4 }, { ...draw, step: 8 }];
    const drawn = others.map((other) => symmetricBeta(1, other, 0));
    expect(new Set([...drawn, symmetricBeta(1, draw, 1)]).size).toBe(5);
  });
});

describe('permutation', () => {
  it('gives each order as often, within five standard deviations', () => {
    const [n, times] = [24, 24_000];
    const counts = new Map<string, number>();
    for (let step = 0; step < times; step++) {
      const order = String(permutation(4, { ...draw, step }, 2));
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(n);
    const share = 1 / n;
    for (const count of counts.values()) {
      expect(Math.abs(count - times * share)).toBeLessThan(
        5 * Math.sqrt(times * share * (1 - share)),
      );
    }
  });

  it('has each integer once', () => {
    const order = permutation(1000, draw, 0);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect([...permutation(0, draw, 0)]).toEqual([]);
    expect([...permutation(1, draw, 0)]).toEqual([0]);
  });
});
