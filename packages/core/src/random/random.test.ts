import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { interpret } from '../program/interpret.js';
import { threefry } from '../program/threefry.js';
import { randomNormal } from './normal.js';
import { nextStream, RandomStreams, seed } from './streams.js';
import { randomUniform, uniformProgram } from './uniform.js';

const draw = { key: 42, stream: 3, step: 7 };
const outside = [-1, 0.5, 2 ** 32, Number.NaN, Infinity, '1', null];

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => seed(0));

describe('RandomStreams', () => {
  it('counts its streams from 0 under the seed as key', () => {
    const random = new RandomStreams(42);
    expect([random.next(), random.next()]).toEqual([
      { key: 42, stream: 0 },
      { key: 42, stream: 1 },
    ]);
  });

  it.each(outside)('refuses the seed %s', (value) => {
    expect(() => new RandomStreams(value as number)).toThrow(/RandomStreams\.seed: got/);
    expect(() => seed(value as number)).toThrow(/seed\.value: got/);
  });

  it('accepts both ends of the range', () => {
    expect(new RandomStreams(0).seed).toBe(0);
    expect(new RandomStreams(2 ** 32 - 1).next().key).toBe(2 ** 32 - 1);
  });
});

describe('seed', () => {
  it('starts the streams that layers take by default over', () => {
    seed(5);
    const first = [nextStream('a'), nextStream('b')];
    seed(5);
    expect([nextStream('a'), nextStream('b')]).toEqual(first);
    expect(first).toEqual([
      { key: 5, stream: 0 },
      { key: 5, stream: 1 },
    ]);
  });

  it('leaves them as they are after an error', () => {
    seed(5);
    nextStream('a');
    expect(() => seed(-1)).toThrow();
    expect(nextStream('a')).toEqual({ key: 5, stream: 1 });
  });

  it('is not what `random` takes, and the message says what is', () => {
    expect(() => nextStream('Linear', 42 as never)).toThrow(
      'Linear.random: got 42, expected a RandomStreams. Write `new RandomStreams(42)` for the seed 42.',
    );
  });
});

describe('randomUniform', () => {
  it('gives the upper 24 bits of Threefry times 2⁻²⁴', () => {
    const values = randomUniform([2, 3], draw);
    expect(values.shape).toEqual([2, 3]);
    const expected = [0, 1, 2, 3, 4, 5].map((i) => (threefry(42, 3, i, 7)[0] >>> 8) / 2 ** 24);
    expect([...values.dataSync()]).toEqual(expected);
  });

  it('gives what the interpreter gives in float32', () => {
    const scalars = { low: -0.3, range: Math.fround(0.7) - Math.fround(-0.3), ...draw };
    const { value } = interpret(uniformProgram, scalars, 'float32', 1001);
    expect(randomUniform([1001], draw, -0.3, 0.7).dataSync()).toEqual(value);
  });

  it('stays between its bounds', () => {
    const number = fc.float({ noNaN: true, min: -(2 ** 100), max: 2 ** 100 });
    const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(number, number, uint32, uint32, uint32, (a, b, key, stream, step) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const values = tf.tidy(() =>
          randomUniform([64], { key, stream, step }, low, high).dataSync(),
        );
        expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
        expect(Math.max(...values)).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('has the mean and variance of its distribution', () => {
    // Of 100 000 numbers: mean ½ with σ = √(1/12 / n), variance 1/12 with σ = √(1/180 / n).
    const values = randomUniform([100_000], draw);
    const { mean, variance } = tf.moments(values);
    expect(Math.abs((mean.dataSync()[0] as number) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12e5));
    expect(Math.abs((variance.dataSync()[0] as number) - 1 / 12)).toBeLessThan(
      5 * Math.sqrt(1 / 180e5),
    );
  });

  it('gives other numbers for another key, stream or step', () => {
    const others = [draw, { ...draw, key: 43 }, { ...draw, stream: 4 }, { ...draw, step: 8 }];
    const drawn = others.map((other) => [...randomUniform([4], other).dataSync()].join());
    expect(new Set(drawn).size).toBe(4);
  });

  it('makes 0-D and empty tensors', () => {
    expect(randomUniform([], draw).shape).toEqual([]);
    expect(randomUniform([0, 3], draw).shape).toEqual([0, 3]);
  });

  it('refuses what its documentation does not accept', () => {
    for (const value of outside) {
      expect(() => randomUniform([1], { ...draw, step: value as number })).toThrow(/step: got/);
    }
    for (const shape of [[-1], [1.5], [Number.NaN], 3]) {
      expect(() => randomUniform(shape as number[], draw)).toThrow(/shape: got/);
    }
    for (const bound of [Number.NaN, Infinity, -Infinity]) {
      expect(() => randomUniform([1], draw, bound, 1)).toThrow(/low: got/);
      expect(() => randomUniform([1], draw, 0, bound)).toThrow(/high: got/);
    }
    expect(() => randomUniform([1], draw, 1, 0)).toThrow('got low 1 and high 0');
  });
});

describe('randomNormal', () => {
  it('gives the numbers of Box and Muller', () => {
    // By the formula in the documentation, from the words of Threefry; the third is the first of
    // the next pair.
    const [a, b] = threefry(42, 3, 0, 7);
    const [c, d] = threefry(42, 3, 1, 7);
    const radius = (word: number) => Math.sqrt(-2 * Math.log((word + 1) * 2 ** -32));
    const angle = (word: number) => 2 * Math.PI * word * 2 ** -32;
    const expected = [
      radius(a) * Math.cos(angle(b)),
      radius(a) * Math.sin(angle(b)),
      radius(c) * Math.cos(angle(d)),
    ];
    const values = randomNormal([3], draw).dataSync();
    expected.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 6);
    });
  });

  it('has the moments of the normal distribution', () => {
    // Of n = 100 000 numbers N(2, 3²): the mean varies by 3/√n, the variance by 9 √(2/n), and the
    // fourth moment of the standardized numbers, 3, by √(96/n).
    const n = 100_000;
    const values = [...randomNormal([n], draw, 2, 3).dataSync()];
    const average = (power: number) =>
      values.reduce((sum, x) => sum + ((x - 2) / 3) ** power, 0) / n;
    expect(Math.abs(average(1))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(average(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(average(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(average(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it('gives the mean for a width of 0', () => {
    expect([...randomNormal([3], draw, 1.5, 0).dataSync()]).toEqual([1.5, 1.5, 1.5]);
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => randomNormal([1], draw, Number.NaN)).toThrow(/mean: got NaN/);
    expect(() => randomNormal([1], draw, 0, -1)).toThrow(/standardDeviation: got -1/);
    expect(() => randomNormal([1], { ...draw, key: -1 })).toThrow(/key: got -1/);
    expect(() => randomNormal([-1], draw)).toThrow(/shape: got/);
  });
});
