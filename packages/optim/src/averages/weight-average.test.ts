import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { WeightAverage } from './weight-average.js';

beforeAll(() => tf.setBackend('cpu'));

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
