// The numbers of the maps against those recorded from PyTorch, codes against a search among all numbers.

import { interpret, trace } from '@nadir/core';
import { goldenCases } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { decoded, encoded } from './dynamic-map.js';

const maps = goldenCases<{ signs: 'signed' | 'unsigned'; numbers: number[] }>('dynamic-maps');

const allCodes = Float32Array.from({ length: 256 }, (_, code) => code);

describe.each(maps)('the $signs dynamic map', ({ signs, numbers: recorded }) => {
  const decode = trace({ name: 'decode', tensors: ['code'] }, ({ code }) => ({
    number: decoded(code, signs),
  }));
  const encode = trace({ name: 'encode', tensors: ['x', 'scale'] }, ({ x, scale }) => ({
    code: encoded(x, scale, signs),
  }));
  const numbersOf = (precision: 'float64' | 'float32') =>
    interpret(decode, { code: allCodes }, precision).number as ArrayLike<number>;
  const codesOf = (x: readonly number[], scale: number) =>
    Array.from(
      interpret(encode, { x, scale: x.map(() => scale) }, 'float64').code as ArrayLike<number>,
    );

  it.each(['float64', 'float32'] as const)('has the numbers of bitsandbytes in %s', (precision) => {
    const numbers = numbersOf(precision);
    recorded.forEach((expected, code) => {
      // Both round: bitsandbytes the ends, the middles and their product, to 24 bits.
      expect(Math.abs((numbers[code] as number) - expected)).toBeLessThanOrEqual(
        3e-7 * Math.abs(expected),
      );
    });
  });

  it('gives every number of the map its own code, at any scale', () => {
    const numbers = Array.from(numbersOf('float64'));
    for (const scale of [1e-12, 0.37, 1, 5e8]) {
      const scaled = numbers.map((number) => number * scale);
      expect(codesOf(scaled, scale)).toEqual(Array.from(allCodes));
    }
  });

  it('gives the code of the nearest number', () => {
    const numbers = Array.from(numbersOf('float64'));
    // Of both sides of each border between two numbers, and evenly over all magnitudes.
    const borders = numbers.slice(1).map((number, i) => (number + (numbers[i] as number)) / 2);
    const sides = borders.flatMap((border) => [border * (1 - 1e-9), border * (1 + 1e-9)]);
    const even = Array.from({ length: 2001 }, (_, i) => 10 ** (-i / 250));
    const positive = [...sides, ...even].filter((x) => x > 0 && x <= 1);
    const nearest = (x: number) =>
      numbers.reduce(
        (best, number, code) =>
          Math.abs(number - x) < Math.abs((numbers[best] as number) - x) ? code : best,
        0,
      );
    expect(codesOf(positive, 1)).toEqual(positive.map(nearest));
    if (signs === 'unsigned') return;
    const negative = positive.map((x) => -x);
    // 0 is not taken for what is below it.
    const below = Math.max(...numbers.filter((number) => number < 0));
    expect(codesOf(negative, 1)).toEqual(negative.map((x) => nearest(Math.min(x, below))));
  });

  it('gives 0 the code of 0, also in a block of zeros', () => {
    const zero = recorded.indexOf(0);
    expect(codesOf([0, -0], 1)).toEqual([zero, zero]);
    expect(codesOf([0], 0)).toEqual([zero]);
  });
});
