import { execute, largest, mul, sub, sum, trace } from '@nadir/core';
import { fill, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expectNumber } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { manyShapes, numbers, sizeOf } from '../numbers.js';
import { read } from '../run.js';
import { expectInterpreted } from './run-program.js';

const both = trace({ name: 'both', tensors: ['x', 'y'] }, ({ x, y }) => ({
  total: sum(mul(x, y)),
  product: mul(x, y),
  largest: largest(sub(x, y)),
}));

const total = trace({ name: 'total', tensors: ['x'] }, ({ x }) => ({ total: sum(x) }));
const maximum = trace({ name: 'largest', tensors: ['x'] }, ({ x }) => ({ largest: largest(x) }));

/** Sums and maxima over all elements. */
export const reduces: ProgramLaw = (it, { tolerance }) => {
  it('sum and maximum of any number of elements', async () => {
    for (const shape of [...manyShapes, [32_769], [100_001]]) {
      const size = sizeOf(shape);
      const inputs = { x: numbers(size, 4), y: numbers(size, 5) };
      await expectInterpreted(both, inputs, shape, tolerance);
    }
  });

  it('sum of terms of very different sizes', async () => {
    const x = numbers(999, 6).map((value, i) => value * 10 ** (8 - (i % 16)));
    await expectInterpreted(total, { x }, [999], tolerance);
  });

  it('sum of 10 million equal terms', async () => {
    const n = 1e7;
    const x = fill([n], 0.1);
    const { total: result } = execute(total, { tensors: { x } }) as { total: Tensor };
    const [given] = (await read(result)) as unknown as [number];
    expectNumber(given, n * Math.fround(0.1), 'sum', { relative: 1e-6, absolute: 0 });
  });

  it('sum and maximum of what is no number', async () => {
    const cases: readonly (readonly number[])[] = [
      [1, Number.NaN, 2, 3, 4],
      [1, 2, 3, 4, Number.NaN],
      [Number.NaN, 1, 2, 3, 4],
      [Infinity, 1, 2, 3, 4],
      [1, -Infinity, 2, 3, 4],
      [Infinity, -Infinity, 2, 3, 4],
      [-Infinity, -Infinity, -Infinity, -Infinity, -Infinity],
      [-5, -4, -3, -2, -1],
      [0, 0, 0, 0, 0],
      [3e38, 3e38, 1, 2, 3],
    ];
    for (const values of cases) {
      const x = Float32Array.from(values);
      await expectInterpreted(total, { x }, [5], tolerance);
      await expectInterpreted(maximum, { x }, [5], tolerance);
    }
  });

  it('does not see what lies behind the last element', async () => {
    // A shorter tensor after a longer one, where scratch space may still hold the longer one's end.
    for (const n of [1000, 129, 5, 1]) {
      const x = numbers(n, 8).map((value) => value - 10);
      await expectInterpreted(total, { x }, [n], tolerance);
      await expectInterpreted(maximum, { x }, [n], tolerance);
    }
    const cut = numbers(9, 9).subarray(1, 6);
    const { total: result } = execute(total, { tensors: { x: tensor(cut) } }) as { total: Tensor };
    const [given] = (await read(result)) as unknown as [number];
    const expected = Math.fround(cut.reduce((a, b) => a + b, 0));
    expectNumber(given, expected, 'sum', { relative: 1e-6, absolute: 1e-6 });
  });
};
