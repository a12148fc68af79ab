import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../program/call.js';
import { add, sub } from '../../program/expression.js';
import type { NumberArray, TensorOp } from '../../program/tensor-op.js';
import { chain } from '../../transform/chain.js';
import { defineTransform } from '../../transform/define-transform.js';
import { RuleInterpreter } from '../../transform/interpret-rule.js';
import { zeros } from '../../transform/slot.js';
import { matrix } from '../../transform/staged-slots.js';
import { Optimizer } from '../optimizer.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

describe('an operation on whole tensors', () => {
  const scaleBy = {
    name: 'scaleBy',
    results: { scaled: 'float32' },
    run: ([x], { factor = 0, offset = 0 }) => ({
      scaled: tf.add(tf.mul(x as tf.Tensor, factor), offset),
    }),
    interpret: ([x], { factor = 0, offset = 0 }) => {
      const { shape, values } = x as NumberArray;
      return { scaled: { shape, values: Float64Array.from(values, (v) => factor * v + offset) } };
    },
  } as const satisfies TensorOp;

  it('is told the numbers of its own rule in a chain', () => {
    const scaled = (rate: number) =>
      defineTransform({
        name: 'Scaled',
        scalars: (_, t) => ({ rate: rate * t }),
        update: ({ param, grad }, { rate: factor }) => ({
          param: sub(param, call(scaleBy, [grad], { factor, offset: 0.25 }).scaled),
        }),
      });
    const rule = chain(scaled(2), scaled(0.5));
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new Optimizer(rule, [w]);
    const reference = new RuleInterpreter(rule, [{ shape: [2], values: [1, 2] }], 'float64');
    for (let k = 0; k < 2; k++) {
      optimizer.applyGradients({ [w.name]: tf.tensor1d([1, -1]) });
      reference.step([[1, -1]], () => ({}));
    }
    // Each step takes 2 t g + 0.25 and 0.5 t g + 0.25, with t = 1 and 2.
    const expected = [1 - 3 * 2.5 - 1, 2 + 3 * 2.5 - 1];
    expect([...w.dataSync()]).toEqual(expected);
    expect([...(reference.parameters[0]?.param ?? [])]).toEqual(expected);
  });

  it('may return what it was given, whose buffers stay as they were', () => {
    const handBack = {
      name: 'handBack',
      results: { first: 'tensor', second: 'tensor', third: 'tensor', same: 'float32' },
      run: ([grad, m, kept]) => ({
        first: tf.reshape(grad as tf.Tensor, [4]),
        second: m as tf.Tensor,
        third: kept as tf.Tensor,
        same: m as tf.Tensor,
      }),
      interpret: () => ({}),
    } as const satisfies TensorOp;
    const rule = defineTransform({
      name: 'HandsBack',
      state: (_, shape) => ({
        ...{ m: zeros(), g: matrix([4]), before: matrix(shape) },
        ...{ kept: matrix([3]), other: matrix([3]) },
      }),
      update({ param, grad, m, kept, other }) {
        const { first, second, third, same } = call(handBack, [grad, m, kept]);
        // Two slots change places.
        return {
          ...{ param: sub(param, same), m: add(m, grad) },
          ...{ g: first, before: second, kept: other, other: third },
        };
      },
    });
    const w = tf.variable(tf.zeros([2, 2]));
    const gradient = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const optimizer = new Optimizer(rule, [['w', w]]);
    const apply = () => optimizer.applyGradients({ [w.name]: gradient });
    apply();
    const { numTensors } = tf.memory();
    const saved = optimizer.stateDict();
    const fives = tf.tensor1d([5, 5, 5]);
    optimizer.loadStateDict({ ...saved, tensors: { ...saved.tensors, 'w/kept': fives } });
    for (let k = 0; k < 3; k++) apply();
    const { tensors } = optimizer.stateDict();
    const values = (slot: string) => [...(tensors[`w/${slot}`] as tf.Tensor).dataSync()];
    expect(values('g')).toEqual([1, 2, 3, 4]);
    expect(values('m')).toEqual([4, 8, 12, 16]);
    // m as it was before the last step.
    expect(values('before')).toEqual([3, 6, 9, 12]);
    // Places changed three times.
    expect([values('kept'), values('other')]).toEqual([
      [0, 0, 0],
      [5, 5, 5],
    ]);
    // m = 0, 1, 2, 3 times the gradient.
    expect([...w.dataSync()]).toEqual([-6, -12, -18, -24]);
    expect([...gradient.dataSync()]).toEqual([1, 2, 3, 4]);
    tf.dispose([tensors, saved.tensors, fives]);
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
