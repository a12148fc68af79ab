import { describe, expect, it } from 'vitest';
import { createRandom, threefry } from './random.js';

describe('threefry', () => {
  // The three vectors of threefry2x32, 20 rounds, in tests/kat_vectors of Random123.
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ] as const)(
    'gives the published bits for the key %j and the counter %j',
    (key, counter, bits) => {
      expect(threefry(key, counter)).toEqual(bits);
    },
  );
});

describe('createRandom', () => {
  it('makes a uniform number of the upper 27 and 26 bits of the two words', () => {
    // Seed 0 and stream 0 begin with the key (0, 0) and the counter (0, 0): the first vector.
    const bits = ((0x6b200159n >> 5n) << 26n) | (0x99ba4efen >> 6n);
    expect(createRandom(0, 0).uniform()).toBe(Number(bits) / 2 ** 53);
  });

  it('gives other numbers for another seed and for another stream', () => {
    const first = [createRandom(1, 0), createRandom(2, 0), createRandom(1, 1)].map((random) =>
      random.uniform(),
    );
    expect(new Set(first).size).toBe(3);
  });

  it('spreads uniform numbers evenly over [0, 1)', () => {
    const random = createRandom(5, 0);
    const counts = new Array(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[Math.floor(10 * random.uniform())]++;
    // χ² with 9 degrees of freedom exceeds 27.9 once in a thousand seeds.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(counts).toHaveLength(10);
    expect(chiSquare).toBeLessThan(27.9);
  });

  it('draws normal numbers with the moments 0, 1, 0 and 3', () => {
    const random = createRandom(5, 0);
    const n = 20_000;
    const draws = Array.from({ length: n }, () => random.normal());
    const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / n;
    // Five standard errors: the variances of x, x², x³, x⁴ are 1, 2, 15, 96.
    expect(Math.abs(moment(1))).toBeLessThan(5 * Math.sqrt(1 / n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it('permutes: every integer once, and each order about as often', () => {
    const order = createRandom(9, 0).permutation(1000);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));

    const random = createRandom(9, 0);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const key = random.permutation(3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    // 6000 draws of 6 orders: 1000 each, with a standard deviation of 29.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * 29);
  });
});
