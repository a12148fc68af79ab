import {
  abs,
  add,
  bits,
  type KernelCall,
  largest,
  mul,
  sub,
  sum,
  trace,
  uniform,
} from '@nadir/core';
import { resolve } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { tameValues } from '../../core/test/random-program.js';
import { useWasm } from '../test/agreement.js';
import { backend } from './index.js';

beforeAll(useWasm);

test('a kernel runs for tensors of several sizes in one launch, and gives what it gives for each', () => {
  const program = trace(
    { name: 'Several', tensors: ['param', 'grad'], scalars: ['rate'], integers: ['step'] },
    ({ param, grad, rate, step }) => {
      const next = sub(param, mul(rate, add(grad, uniform(bits(step, step, step)))));
      return { param: next, far: largest(abs(next)), all: sum(next) };
    },
  );
  const kernel = backend.compile(program);
  const calls = () =>
    [5, 0, 1, 8, 1003].map((size, i) => {
      const tensors = {
        param: tf.tensor1d(tameValues(i, size)),
        grad: tf.tensor1d(tameValues(9 + i, size)),
      };
      const scalars = { rate: 0.5 ** i, step: 2 ** 32 - 1 - i };
      return resolve(program, { tensors, scalars, shape: [size], replaced: ['param'] });
    });
  const [alone, together] = [calls(), calls()];
  const expected = alone.map((call) => kernel.run(call));
  const given = (kernel.runAll as NonNullable<typeof kernel.runAll>)(together);
  const read = ({ dataId }: tf.TensorInfo) => [...tf.backend().readSync(dataId)];
  alone.forEach((call, i) => {
    const [made, own] = [given[i], together[i]] as [(typeof given)[number], KernelCall];
    expect(read(own.tensors[0] as tf.Tensor)).toEqual(read(call.tensors[0] as tf.Tensor));
    for (const name of ['far', 'all']) {
      const [a, b] = [made[name], expected[i]?.[name]] as [tf.TensorInfo, tf.TensorInfo];
      expect(read(a)).toEqual(read(b));
      for (const { dataId } of [a, b]) tf.backend().disposeData(dataId);
    }
  });
});
