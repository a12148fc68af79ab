import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import {
  accuracy,
  auc,
  f1,
  type Metric,
  mae,
  perplexity,
  precision,
  r2,
  recall,
  rmse,
  topK,
} from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

interface Case {
  readonly kind: string;
  readonly outputs: readonly number[];
  readonly shape: readonly [number, number];
  readonly targets: readonly number[];
  readonly figures: Readonly<Record<string, number>>;
}

const file = new URL('../../golden/metrics.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

const averaged = { precision, recall, f1 };
const plain = { accuracy, auc, perplexity, rmse, mae, r2 };

/** The metric of a figure, such as `precision macro`. */
function metricOf(figure: string): Metric {
  const [name, option] = figure.split(' ') as [string, string | undefined];
  if (name === 'topK') return topK(Number(option));
  if (option === undefined) return plain[name as keyof typeof plain]();
  return averaged[name as keyof typeof averaged]({ average: option as 'macro' });
}

/** The figure of some examples that come in batches of these sizes; the last takes the rest. */
function measured(metric: Metric, one: Case, sizes: readonly number[] = []): number {
  const [count, columns] = one.shape;
  const width = one.kind === 'values' ? columns : 1;
  let total: number[] = [];
  let from = 0;
  for (const size of [...sizes, count]) {
    const to = Math.min(from + size, count);
    if (to === from) continue;
    const numbers = tf.tidy(() => {
      const outputs = tf.tensor2d(one.outputs.slice(from * columns, to * columns), [
        to - from,
        columns,
      ]);
      const values = one.targets.slice(from * width, to * width);
      const targets =
        one.kind === 'values'
          ? tf.tensor2d(values, [to - from, width])
          : tf.tensor1d(values, 'int32');
      return metric.measure(outputs, targets).dataSync();
    });
    // A checkpoint in the middle of an epoch holds the total.
    total = JSON.parse(JSON.stringify(metric.add(total, numbers)));
    from = to;
  }
  return metric.value(total, count);
}

/** Sums of a batch are float32: some 50 of them, each rounded to 24 bits. */
const bound = (expected: number) => 3e-6 * Math.max(1, Math.abs(expected));

const figures = cases.flatMap((one, i) =>
  Object.entries(one.figures).map(
    ([name, value]) => [name, `${one.kind} ${i}`, value, one] as const,
  ),
);

test.each(figures)('%s of %s is that of scikit-learn', (name, _, value, one) => {
  expect(Math.abs(measured(metricOf(name), one) - value)).toBeLessThan(bound(value));
});

test.each(figures)('%s of %s is the same in any batches', (name, _, value, one) => {
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 });
  fc.assert(
    fc.property(sizes, (given) => {
      expect(Math.abs(measured(metricOf(name), one, given) - value)).toBeLessThan(bound(value));
    }),
    { numRuns: 10 },
  );
});

const figure = (metric: Metric, outputs: tf.Tensor, targets: tf.Tensor) =>
  metric.value(metric.add([], metric.measure(outputs, targets).dataSync()), targets.shape[0] ?? 1);

describe('metrics', () => {
  it('count every position of sequences', () => {
    const outputs = tf.tensor3d([5, 1, 0, 2, 3, 1, 0, 4], [2, 2, 2]);
    const targets = tf.tensor2d([0, 1, 1, 1], [2, 2], 'int32');
    expect(figure(accuracy(), outputs, targets)).toBe(0.75);
    expect(figure(precision({ average: 'binary' }), outputs, targets)).toBe(1);
    expect(figure(recall({ average: 'binary' }), outputs, targets)).toBeCloseTo(2 / 3, 12);
  });

  it('leave out a target that is no class, where that has a meaning', () => {
    const outputs = tf.tensor2d([3, 0, 3, 0], [2, 2]);
    const targets = tf.tensor1d([0, -100], 'int32');
    expect(figure(precision({ average: 'micro' }), outputs, targets)).toBe(1);
    expect(figure(perplexity(), outputs, targets)).toBeCloseTo(1 + Math.exp(-3), 6);
    expect(figure(accuracy(), outputs, targets)).toBe(0.5);
    expect(figure(topK(2), outputs, targets)).toBe(0.5);
  });

  it('do not reward NaN', () => {
    const outputs = tf.fill([2, 3], Number.NaN);
    const targets = tf.tensor1d([0, 1], 'int32');
    expect(figure(topK(1), outputs, targets)).toBe(0);
    expect(figure(auc(), outputs, targets)).toBeNaN();
  });

  it('are NaN where they have no meaning', () => {
    const same = tf.ones([3, 1]);
    expect(figure(r2(), same, same)).toBeNaN();
    expect(figure(auc(), same, tf.ones([3], 'int32'))).toBeNaN();
  });

  it('tell scores that softmax rounds to one another apart', () => {
    // Both have class 0 with a probability that float64 rounds to 1.
    const outputs = tf.tensor2d([70, 0, 0, 60, 0, 0], [2, 3]);
    expect(figure(auc(), outputs, tf.tensor1d([0, 1], 'int32'))).toBe(1);
  });

  it('say which shapes and options they take', () => {
    const two = tf.zeros([2, 2]);
    expect(() => accuracy().measure(two, two)).toThrow(
      'accuracy: got outputs [2,2] and targets [2,2], expected scores [n, classes] or logits [n, 1]',
    );
    expect(() => rmse().measure(tf.zeros([2, 1]), two)).toThrow(
      'rmse: got outputs [2,1] and targets [2,2], expected as many of both for each example.',
    );
    expect(() => topK(0)).toThrow('topK.k: got 0, expected an integer ≥ 1.');
    expect(() => f1({ average: 'mean' as never })).toThrow('f1.average: got "mean"');
    expect(() => recall({ positive: 2 })).toThrow("Write average: 'binary'.");
  });
});
