import { capture, print } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { numbers, useWasm } from '../test/agreement.js';
import { register } from './index.js';

beforeAll(async () => {
  await useWasm();
  register();
});

type Step = (x: tf.Tensor) => tf.Tensor[];

const unfused = ['dropCopies', 'shareCommon', 'dropUnused'] as const;

/** What the replays of a step give, and how many launches they take. */
function replayed(
  step: Step,
  shape: number[],
  passes: readonly (typeof unfused)[number][] | undefined,
) {
  const captured = capture(step, passes === undefined ? {} : { passes });
  const given = [1, 2, 3, 4, 5].map((salt) => {
    const x = salt === 5 ? special(shape) : numbers(shape, salt);
    const results = captured(x);
    const values = results.map((tensor) => [...tensor.dataSync()]);
    tf.dispose([x, ...results]);
    return values;
  });
  const [plan] = captured.plans;
  const launches = Number(print(plan as NonNullable<typeof plan>).match(/: (\d+) launches/)?.[1]);
  captured.dispose();
  return { given, launches };
}

/** Numbers among which there are infinities, NaN and zeros of both signs. */
function special(shape: number[]): tf.Tensor {
  const values = [...numbers(shape, 9).dataSync()];
  [Infinity, -Infinity, Number.NaN, 0, -0, 1e-40, 3e38].forEach((value, i) => {
    values[(7 * i + 3) % values.length] = value;
  });
  return tf.tensor(values, shape);
}

const gain = () => numbers([10], 21);

const held = new Map<string, tf.Tensor>();

/** Booleans that differ from place to place, made once and outside of the step. */
function booleans(shape: number[]): tf.Tensor {
  const known = held.get(shape.join());
  if (known) return known;
  const values = numbers(shape, 5).dataSync();
  const made = tf.keep(tf.tensor(values, shape).greater(0));
  held.set(shape.join(), made);
  return made;
}

/** Steps, the shape of what they are given, and launches without and with fusion. */
const steps: Readonly<Record<string, readonly [Step, number[], number, number]>> = {
  'a bias and a ReLU': [(x) => [tf.relu(tf.add(x, gain()))], [6, 10], 2, 1],
  'a ReLU and its gradient, summed for the bias': [
    (x) => {
      const [dx, bias] = tf.grads((x, bias) => tf.sum(tf.relu(tf.add(x, bias as tf.Tensor))))([
        x,
        gain(),
      ]);
      return [dx as tf.Tensor, bias as tf.Tensor];
    },
    [33, 10],
    5,
    1,
  ],
  softmax: [(x) => [tf.softmax(tf.mul(x, 0.5))], [2, 3, 7], 2, 1],
  'softmax cross-entropy and its gradient': [
    (x) => {
      const wanted = tf.cast(tf.oneHot(tf.tensor1d([1, 2, 0, 3, 4], 'int32'), 10), 'float32');
      const { value, grad } = tf.valueAndGrad((x) => tf.losses.softmaxCrossEntropy(wanted, x))(x);
      return [value, grad];
    },
    [5, 10],
    19,
    4,
  ],
  'a normalization and its gradient': [
    (x) => {
      const normalize = (x: tf.Tensor) => {
        const centred = tf.sub(x, tf.mean(x, 1, true));
        const variance = tf.mean(tf.square(centred), 1, true);
        return tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-5))), gain());
      };
      const { value, grad } = tf.valueAndGrad((x) => tf.sum(tf.square(normalize(x))))(x);
      return [value, grad];
    },
    [9, 10],
    31,
    4,
  ],
  'a mask that is the same for all heads': [
    (x) => [tf.softmax(tf.add(tf.mul(x, 0.25), numbers([6, 6], 3)))],
    [2, 3, 6, 6],
    3,
    1,
  ],
  'columns that are summed over the first axis alone': [
    (x) => {
      const y = tf.square(x);
      return [tf.sum(y, 0), tf.sqrt(y)];
    },
    [4, 3, 5],
    3,
    1,
  ],
  'comparisons and selections': [
    (x) => {
      const far = tf.logicalOr(tf.greaterEqual(x, 0.5), tf.lessEqual(x, -0.5));
      const near = tf.where(tf.logicalNot(far), tf.tanh(x), tf.square(x));
      const isNumber = tf.cast(tf.equal(x, x), 'float32');
      const [less, other] = [tf.less(x, gain()), tf.notEqual(x, tf.relu(x))];
      return [far, near, isNumber, tf.logicalAnd(less, other)];
    },
    [6, 10],
    13,
    3,
  ],
  'booleans of rows, of columns and of all': [
    (x) => {
      const rows = tf.greater(tf.max(x, 1, true), 1);
      const [columns, all] = [tf.greater(gain(), 0), tf.less(numbers([], 1), 0)];
      const kept = tf.logicalAnd(tf.logicalAnd(rows, booleans([6, 10])), booleans([10]));
      const some = tf.logicalOr(tf.logicalAnd(columns, kept), booleans([6, 1]));
      const factor = tf.cast(tf.logicalOr(some, tf.logicalAnd(all, booleans([]))), 'float32');
      return [tf.mul(x, factor), rows, columns, all, some];
    },
    [6, 10],
    12,
    1,
  ],
  'functions of single numbers': [
    (x) => [
      tf.log(tf.abs(x)),
      tf.exp(tf.neg(x)),
      tf.reciprocal(tf.sqrt(tf.maximum(x, 0.5))),
      tf.squaredDifference(tf.minimum(x, 2), tf.tanh(tf.abs(x))),
    ],
    [3, 43],
    10,
    3,
  ],
};

describe('fused kernels have the numbers of single ones, to the bit:', () => {
  beforeAll(() => {
    for (const shape of [[6, 10], [10], [6, 1], []]) booleans(shape);
  });

  test.each(Object.entries(steps))('%s', (_, [step, shape, single, fused]) => {
    const alone = replayed(step, shape, unfused);
    const together = replayed(step, shape, undefined);
    expect(together.given).toEqual(alone.given);
    expect([alone.launches, together.launches]).toEqual([single, fused]);
  });
});
