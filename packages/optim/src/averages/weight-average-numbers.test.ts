import { buffer, Module, parameter } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decayWarmup } from '../schedules/averaging/decay-warmup.js';
import { WeightAverage, type WeightAverageOptions } from './weight-average.js';

beforeAll(() => tf.setBackend('cpu'));

const rows = [
  [1, -2, 0.5],
  [3, 0, -0.25],
  [-1, 4, 2],
  [2, 2, 2],
  [0.5, -8, 1],
];

/** A model of one vector, and what an average of it holds after each of the rows above. */
function averagesOf(options: WeightAverageOptions): number[][] {
  const w = tf.variable(tf.zeros([3]));
  const average = new WeightAverage([w], options);
  return rows.map((row) => {
    w.assign(tf.tensor1d(row));
    average.update();
    return average.use(() => [...w.dataSync()]);
  });
}

function expectRows(actual: number[][], expected: number[][]): void {
  expected.forEach((row, t) => {
    row.forEach((x, i) => {
      expect(actual[t]?.[i], `row ${t}, element ${i}`).toBeCloseTo(x, 5);
    });
  });
}

describe('WeightAverage', () => {
  it('has the numbers of torch 2.13 AveragedModel without avg_fn for kind swa', () => {
    expectRows(averagesOf({ kind: 'swa' }), [
      [1, -2, 0.5],
      [2, -1, 0.125],
      [1, 0.6666666666666667, 0.75],
      [1.25, 1, 1.0625],
      [1.1, -0.8, 1.05],
    ]);
  });

  it('averages 2, 4, 9 to 5 for kind swa', () => {
    const w = tf.variable(tf.scalar(0));
    const average = new WeightAverage([w], { kind: 'swa' });
    for (const x of [2, 4, 9]) {
      w.assign(tf.scalar(x));
      average.update();
    }
    expect(average.use(() => w.arraySync())).toBe(5);
  });

  it('has the numbers of torch 2.13 get_ema_avg_fn(0.9) from the first weights', () => {
    expectRows(averagesOf({ kind: 'ema', decay: 0.9, start: 'first' }), [
      [1, -2, 0.5],
      [1.2, -1.8, 0.425],
      [0.98, -1.22, 0.5825],
      [1.082, -0.898, 0.72425],
      [1.0238, -1.6082, 0.751825],
    ]);
  });

  it('is Σ αʲ θₜ₋ⱼ / Σ αʲ for kind ema', () => {
    const a = 0.9;
    const expected = rows.map((_, t) =>
      [0, 1, 2].map((i) => {
        let [sum, total] = [0, 0];
        for (let age = 0; age <= t; age++) {
          sum += a ** age * (rows[t - age]?.[i] as number);
          total += a ** age;
        }
        return sum / total;
      }),
    );
    expectRows(averagesOf({ kind: 'ema', decay: a }), expected);
  });

  it('has the numbers of timm 1.0.29 ModelEmaV3(decay=0.6, use_warmup=True) with decayWarmup', () => {
    const decay = decayWarmup({ to: 0.6 });
    expectRows(averagesOf({ kind: 'ema', decay, start: 'first' }), [
      [1, -2, 0.5],
      [2.25992104989, -0.740078950105, 0.0275296062894],
      [0.692714472079, 1.53871332623, 0.975794465547],
      [1.21562868325, 1.72322799574, 1.38547667933],
      [0.929377209949, -2.16606320256, 1.2312860076],
    ]);
  });

  it('decays by min(α, (1 + n) / (10 + n)) after n updates, as in TensorFlow, with decayWarmup', () => {
    // decay 0.22: after 1 update 2/11 = 0.1818, after 2 3/12 = 0.25 and so 0.22 from there on.
    const expected: number[][] = [rows[0] as number[]];
    [2 / 11, 0.22, 0.22, 0.22].forEach((d, n) => {
      const row = (expected[n] as number[]).map(
        (mean, i) => d * mean + (1 - d) * (rows[n + 1]?.[i] as number),
      );
      expected.push(row);
    });
    const decay = decayWarmup({ to: 0.22, from: 0.1, timescale: 10, power: 1 });
    expectRows(averagesOf({ kind: 'ema', decay, start: 'first' }), expected);
  });

  it('is Σ (1 − αₜ) αₜ₊₁ … θₜ by the sum of these weights for a decay that changes', () => {
    const decay = (n: number) => 0.9 - 0.2 * n;
    const expected = rows.map((_, t) =>
      [0, 1, 2].map((i) => {
        let [sum, total] = [0, 0];
        for (let s = 0; s <= t; s++) {
          let weight = 1 - decay(s);
          for (let later = s + 1; later <= t; later++) weight *= decay(later);
          sum += weight * (rows[s]?.[i] as number);
          total += weight;
        }
        return sum / total;
      }),
    );
    expectRows(averagesOf({ kind: 'ema', decay }), expected);
  });

  it('averages buffers too when these are given, as AveragedModel(use_buffers=True) does', () => {
    class Model extends Module {
      readonly w = parameter(tf.zeros([3]));
      readonly b = buffer(tf.zeros([3]));
      forward(x: tf.Tensor): tf.Tensor {
        return tf.add(tf.mul(x, this.w), this.b);
      }
    }
    const run = (withBuffers: boolean) => {
      const model = new Model();
      const buffers = withBuffers ? model.namedBuffers() : [];
      const average = new WeightAverage([...model.namedParameters(), ...buffers], { kind: 'swa' });
      for (const row of rows) {
        model.w.assign(tf.tensor1d(row));
        model.b.assign(tf.neg(model.w));
        average.update();
      }
      return average.use(() => [[...model.w.dataSync()], [...model.b.dataSync()]]);
    };
    // torch 2.13 after the five rows; without use_buffers the last buffer stands beside the averages.
    expectRows(run(true), [
      [1.1, -0.8, 1.05],
      [-1.1, 0.8, -1.05],
    ]);
    expectRows(run(false), [
      [1.1, -0.8, 1.05],
      [-0.5, 8, -1],
    ]);
  });

  it('leaves weights that never change exactly as they are', () => {
    fc.assert(
      fc.property(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e30) }),
        fc.constantFrom<WeightAverageOptions>(
          { kind: 'swa' },
          { kind: 'ema' },
          { kind: 'ema', decay: (n) => 0.9 / (n + 1) },
          { kind: 'ema', start: 'first' },
        ),
        (x, options) => {
          const w = tf.variable(tf.scalar(x));
          const average = new WeightAverage([w], options);
          for (let t = 0; t < 10; t++) average.update();
          expect(average.use(() => w.arraySync()) === x).toBe(true);
          average.dispose();
          w.dispose();
        },
      ),
      { numRuns: 30 },
    );
  });
});
