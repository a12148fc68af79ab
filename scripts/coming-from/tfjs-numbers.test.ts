import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import {
  type OptionValues,
  RuleInterpreter,
  type Transform,
} from '../../packages/core/src/index.js';
import { Adagrad, Adam, RMSprop, SGD } from '../../packages/optim/src/index.js';
import { namesOf } from './row.js';
import { optimizers } from './tfjs/training.js';

const learningRate = 0.1;

/** An optimizer of TensorFlow.js, and the rule and options with which the numbers are the same. */
const sameNumbers: Readonly<Record<string, readonly [tf.Optimizer, Transform, OptionValues]>> = {
  'train.sgd': [tf.train.sgd(learningRate), SGD.rule, { learningRate }],
  'train.momentum': [
    tf.train.momentum(learningRate, 0.9, true),
    SGD.rule,
    { learningRate, momentum: 0.9, nesterov: true },
  ],
  'train.adagrad': [
    tf.train.adagrad(learningRate),
    Adagrad.rule,
    { learningRate, initialAccumulatorValue: 0.1, epsilon: 1e-7, epsilonInsideRoot: true },
  ],
  'train.adam': [tf.train.adam(learningRate), Adam.rule, { learningRate, epsilon: 1e-7 }],
  'train.rmsprop': [
    tf.train.rmsprop(learningRate, 0.9, 0.9),
    RMSprop.rule,
    { learningRate, alpha: 0.9, momentum: 0.9, epsilon: 1e-7, epsilonInsideRoot: true },
  ],
};

const start = [1, -2, 0.5];
const gradients = [1, 2, 3, 4, 5, 6].map((t) =>
  start.map((_, i) => Math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1),
);

test.each(Object.entries(sameNumbers))('tf.%s has these numbers', (_, [there, rule, options]) => {
  const w = tf.variable(tf.tensor1d(start));
  const interpreter = new RuleInterpreter(rule, [{ shape: [3], values: start }], 'float64');
  for (const gradient of gradients) {
    there.applyGradients({ [w.name]: tf.tensor1d(gradient) });
    interpreter.step([gradient], () => ({ ...rule.defaults, ...options }));
  }
  const expected = [...w.dataSync()];
  // TensorFlow.js computes in float32.
  for (const [i, value] of (interpreter.parameters[0]?.param ?? []).entries()) {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  }
});

test('a row says that numbers differ, or they are the same', () => {
  const silent = optimizers.rows.flatMap((row) =>
    /^numbers differ/i.test(row.note ?? '') ? [] : namesOf(optimizers, row),
  );
  expect(silent.sort()).toEqual(Object.keys(sameNumbers).sort());
});
