import { describe, expect, test } from 'vitest';
import { threefry } from './threefry.js';

describe('threefry', () => {
  // Known answers for threefry2x32 with 20 rounds, published with the Random123 library
  // (Salmon et al.): key, counter, result, two words each.
  type Words = [number, number];
  test.each<[string, Words, Words, Words]>([
    ['zeros', [0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
    ['ones', [0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x1cb996fc, 0xbb002be7]],
    ['digits of π', [0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], [0xc4923a9c, 0x483df7a0]],
  ])('gives the published words for key and counter of %s', (_, key, counter, words) => {
    expect(threefry(...key, ...counter)).toEqual(words);
  });

  test('reads its words as integers modulo 2³²', () => {
    expect(threefry(-1, -1, -1, -1)).toEqual(threefry(2 ** 32 - 1, 2 ** 32 - 1, -1, -1));
  });

  // Of 64 bits each flips with probability 1/2 when one bit of key or counter does. The mean over
  // 32 positions × 200 counters has the standard deviation 4 / √6400 = 0.05; 0.3 is six of them.
  test.each([
    ['first word of the key', (i: number, bit: number) => threefry(7 ^ bit, 11, i, 5)],
    ['second word of the key', (i: number, bit: number) => threefry(7, 11 ^ bit, i, 5)],
    ['first word of the counter', (i: number, bit: number) => threefry(7, 11, i ^ bit, 5)],
    ['second word of the counter', (i: number, bit: number) => threefry(7, 11, i, 5 ^ bit)],
  ])('flips half of its bits when one bit of the %s flips', (_, words) => {
    let flips = 0;
    for (let i = 0; i < 200; i++) {
      const [x, y] = words(i, 0);
      for (let position = 0; position < 32; position++) {
        const [u, v] = words(i, 1 << position);
        flips += ones(x ^ u) + ones(y ^ v);
      }
    }
    expect(Math.abs(flips / (200 * 32) - 32)).toBeLessThan(0.3);
  });

  // The correlation of n independent pairs has the standard deviation 1 / √n; 0.02 is six of them.
  test.each([1, 2, 4, 128])('gives elements a distance of %i apart unrelated words', (distance) => {
    const n = 100_000;
    const centred = (element: number) => threefry(1, 0, element, 0)[0] / 2 ** 32 - 0.5;
    let product = 0;
    for (let i = 0; i < n; i++) product += centred(i) * centred(i + distance);
    // The variance of a number uniform in [0, 1) is 1/12.
    expect(Math.abs((12 * product) / n)).toBeLessThan(0.02);
  });
});

function ones(word: number): number {
  let count = 0;
  for (let rest = word >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
}
