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

/** Two variables with names, and a step of "training". */
function makeModel() {
  const kernel = tf.variable(tf.tensor2d([1, -2, 3.5, 0.1], [2, 2]));
  const bias = tf.variable(tf.tensor1d([1e-3, -7]));
  const parameters = new Map<string, tf.Variable>([
    ['dense.weight', kernel],
    ['dense.bias', bias],
  ]);
  const train = (t: number) => {
    for (const variable of parameters.values()) {
      const next = tf.tidy(() => tf.add(tf.mul(variable, 0.9), Math.sin(1.3 * t)));
      variable.assign(next);
      next.dispose();
    }
  };
  const read = () => [...parameters.values()].map((variable) => [...variable.dataSync()]);
  return { kernel, bias, parameters, train, read, namedParameters: () => parameters.entries() };
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

  it('puts weights back bit for bit, in their own buffers', () => {
    const { kernel, bias, parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'ema', decay: 0.5 });
    bias.assign(tf.tensor1d([-0, Number.NaN]));
    average.update();
    train(1);
    average.update();
    const before = read();
    const buffers = [kernel.dataId, bias.dataId];
    average.swapIn();
    expect(average.swappedIn).toBe(true);
    expect(read()).not.toEqual(before);
    average.swapOut();
    expect(average.swappedIn).toBe(false);
    expect(read()).toEqual(before);
    expect([kernel.dataId, bias.dataId]).toEqual(buffers);
  });

  it('gives the model buffers of its own, so that what was read stays', () => {
    const { kernel, parameters, train } = makeModel();
    train(0);
    expect(tf.backend().refCount(kernel.dataId)).toBe(1);
    const average = new WeightAverage(parameters, { kind: 'ema', decay: 0.5 });
    average.update();
    expect(tf.backend().refCount(kernel.dataId)).toBe(1);
    average.swapIn();
    expect(tf.backend().refCount(kernel.dataId)).toBe(1);
    const shown = kernel.clone();
    const values = [...shown.dataSync()];
    // Steps during evaluation are lost, and do not reach the average either.
    train(1);
    average.swapOut();
    train(2);
    average.update();
    expect([...shown.dataSync()]).toEqual(values);
    average.dispose();
    expect([...shown.dataSync()]).toEqual(values);
  });

  it('does not see a step taken while the averages were swapped in', () => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const before = read();
    average.use(() => train(1));
    expect(read()).toEqual(before);
    expect(average.use(read)).toEqual(before);
  });

  it('refuses what a schedule of the decay gives beyond its range, and stays as it was', () => {
    const { parameters, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'ema', decay: (n) => 0.5 + n / 2 });
    average.update();
    const averaged = average.use(read);
    expect(() => average.update()).toThrow('WeightAverage.decay: got 1, expected a number in');
    expect(average.count).toBe(1);
    expect(average.use(read)).toEqual(averaged);
  });

  it('makes one tensor for each parameter, and no more over updates and swaps', () => {
    const { parameters, train, read } = makeModel();
    const before = tf.memory();
    const average = new WeightAverage(parameters, { kind: 'ema' });
    for (let t = 0; t < 20; t++) {
      train(t);
      average.update();
      average.use(read);
      expect(tf.memory().numTensors).toBe(before.numTensors + 2);
    }
    average.dispose();
    average.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  it('works inside tf.tidy', () => {
    const { parameters, train, read } = makeModel();
    const before = tf.memory().numTensors;
    const made: WeightAverage[] = [];
    tf.tidy(() => {
      made.push(new WeightAverage(parameters, { kind: 'swa' }));
    });
    const [average] = made as [WeightAverage];
    tf.tidy(() => average.update());
    const weights = read();
    train(1);
    tf.tidy(() => average.swapIn());
    expect(read()).toEqual(weights);
    tf.tidy(() => average.swapOut());
    expect(tf.memory().numTensors).toBe(before + 2);
  });

  it('takes a model, variables or pairs', () => {
    const model = makeModel();
    const options = { kind: 'swa' } as const;
    const namesOf = (average: WeightAverage) => Object.keys(average.stateDict().tensors);
    expect(namesOf(new WeightAverage(model, options))).toEqual(['dense.weight', 'dense.bias']);
    expect(namesOf(new WeightAverage(model.parameters, options))).toEqual([
      'dense.weight',
      'dense.bias',
    ]);
    expect(namesOf(new WeightAverage([model.kernel], options))).toEqual([model.kernel.name]);
  });
});

describe('WeightAverage.use', () => {
  it('returns what the function returns, sees the averages, and swaps back', () => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const averaged = read();
    train(1);
    const trained = read();
    expect(average.use(read)).toEqual(averaged);
    expect(read()).toEqual(trained);
  });

  it('swaps back when the function throws', () => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    train(1);
    const trained = read();
    expect(() =>
      average.use(() => {
        throw new Error('evaluation failed');
      }),
    ).toThrow('evaluation failed');
    expect(read()).toEqual(trained);
    expect(average.swappedIn).toBe(false);
  });

  it('waits for a promise before it swaps back, also for one that is rejected', async () => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const averaged = read();
    train(1);
    const trained = read();

    const seen = await average.use(async () => {
      await Promise.resolve();
      return read();
    });
    expect(seen).toEqual(averaged);
    expect(read()).toEqual(trained);

    const failing = average.use(async () => {
      await Promise.resolve();
      throw new Error('evaluation failed');
    });
    expect(average.swappedIn).toBe(true);
    await expect(failing).rejects.toThrow('evaluation failed');
    expect(read()).toEqual(trained);
  });

  it('accepts that the function swaps out or disposes by itself', () => {
    const { parameters, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const weights = read();
    average.use(() => average.swapOut());
    average.use(() => average.dispose());
    expect(read()).toEqual(weights);
  });
});
