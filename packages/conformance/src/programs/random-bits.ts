import { add, bits, mul, sub, trace, uniform } from '@nadir/core';
import type { ProgramLaw } from '../law.js';
import { manyShapes, numbers, sizeOf } from '../numbers.js';
import { expectInterpreted } from './run-program.js';

const integers = ['key', 'stream', 'step'] as const;

const draw = trace({ name: 'draw', integers }, ({ key, stream, step }) => ({
  result: uniform(bits(key, stream, step)),
}));

const drawTwice = trace(
  { name: 'drawTwice', tensors: ['x'], scalars: ['s'], integers: [...integers, 'other'] },
  ({ x, s, key, stream, step, other }) => ({
    a: uniform(bits(key, stream, step)),
    b: uniform(bits(key, other, step)),
    x: add(x, mul(s, sub(uniform(bits(key, stream, step)), uniform(bits(key, other, step))))),
  }),
);

const largest = 2 ** 32 - 1;

/** The same integers give the same bits, on every backend and whatever its tolerance. */
export const drawsRandomBits: ProgramLaw = (it, { tolerance }) => {
  it('random bits from any key, stream and step', async () => {
    const keys = [
      [0, 0, 0],
      [1, 2, 3],
      [largest, largest, largest],
      [2 ** 31, 2 ** 31 - 1, 2 ** 31 + 1],
      [0x12345678, 0x9abcdef0, 1000],
    ] as const;
    for (const [key, stream, step] of keys) {
      for (const shape of [...manyShapes, [33_000]]) {
        await expectInterpreted(draw, { key, stream, step }, shape, 'exact');
      }
    }
  });

  it('random bits beside tensors and numbers, from two streams', async () => {
    for (const shape of manyShapes) {
      const x = numbers(sizeOf(shape), 1);
      const inputs = { x, s: 0.5, key: 5, stream: 6, step: 7, other: largest };
      await expectInterpreted(drawTwice, inputs, shape, tolerance);
    }
  });
};
