import { throwError } from '@nadir/optim';
import { memory } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeIo } from '../../../test/fake-io.js';
import { trainSmall } from '../../../test/small-problem.js';
import { useBackend } from '../../backends/load.js';
import { sparsityOf } from '../../training/model.js';
import { defaultsOf } from '../../training/optimizers.js';
import type { Options } from '../../training/options.js';
import type { Trained } from './loop.js';

beforeAll(() => useBackend('cpu', fakeIo()));

/** Every parameter of a trained model, which is disposed. */
function valuesOf({ model }: Trained): number[] {
  const values = model.parameters().flatMap((variable) => [...variable.dataSync()]);
  model.dispose();
  return values;
}

const optimizerOf = (name: string, changes: object) => ({
  optimizer: { name, options: { ...defaultsOf(name), ...changes } },
});

describe('train', () => {
  it('learns, and reports each epoch once', async () => {
    const { model, metrics, steps, interrupted } = await trainSmall({ epochs: 30 });
    model.dispose();
    // 100 examples make 4 batches of up to 32.
    expect({ steps, interrupted }).toEqual({ steps: 120, interrupted: false });
    expect(metrics.map(({ epoch, step }) => [epoch, step]).slice(0, 2)).toEqual([
      [1, 4],
      [2, 8],
    ]);
    expect(metrics).toHaveLength(30);
    expect(metrics.at(-1)?.validation?.accuracy).toBeGreaterThan(0.9);
    expect(metrics[0]?.learningRate).toBeGreaterThan(metrics.at(-1)?.learningRate ?? 1);
  });

  it('gives the same model for the same seed, bit for bit, and another for another', async () => {
    const first = valuesOf(await trainSmall());
    expect(valuesOf(await trainSmall())).toEqual(first);
    expect(valuesOf(await trainSmall({ seed: 1 }))).not.toEqual(first);
  });

  it.each([
    ['plain', {}],
    ['with penalties', { l1: 1e-3, l2: 1e-3 }],
  ])(
    'holds no more after each epoch than after the first, and in the end the model: %s',
    async (_, changes) => {
      const before = memory().numTensors;
      const held: number[] = [];
      const { model } = await trainSmall(changes, {
        onEpoch: () => held.push(memory().numTensors),
      });
      expect(held).toEqual(new Array(10).fill(held[0]));
      expect(memory().numTensors - before).toBe(model.parameters().length);
      model.dispose();
      expect(memory().numTensors).toBe(before);
    },
  );

  it('stops after the step under way when it is asked to', async () => {
    const abort = new AbortController();
    const { model, steps, metrics, interrupted } = await trainSmall(
      {},
      {
        signal: abort.signal,
        onStep: ({ step }) => {
          if (step === 6) abort.abort();
        },
      },
    );
    model.dispose();
    expect({ steps, interrupted }).toEqual({ steps: 6, interrupted: true });
    expect(metrics.map(({ step }) => step)).toEqual([4]);
  });

  it('leaves a model for use, even where no step was taken', async () => {
    const { model, steps } = await trainSmall({}, { signal: AbortSignal.abort() });
    expect({ steps, training: model.training }).toEqual({ steps: 0, training: false });
    model.dispose();
  });

  it('makes exact zeros with l1, and none with l2', async () => {
    const sparsity = async (changes: Partial<Options>) => {
      // 160 steps of 0.05 on average pull each weight towards zero by 8 λ.
      const { model } = await trainSmall({ ...optimizerOf('sgd', {}), ...changes, epochs: 40 });
      const { zeros, weights } = await sparsityOf(model);
      model.dispose();
      expect(weights).toBe(2 * 16 + 16 * 2);
      return zeros / weights;
    };
    expect(await sparsity({ l1: 0.05 })).toBeGreaterThan(0.2);
    expect(await sparsity({ l2: 0.05 })).toBe(0);
  });

  it.each(['adam', 'adamw', 'rmsprop', 'sgd'])('descends with the defaults of %s', async (name) => {
    const { model, metrics } = await trainSmall({ ...optimizerOf(name, {}), epochs: 20 });
    model.dispose();
    expect(metrics.at(-1)?.train.loss).toBeLessThan(0.6 * (metrics[0]?.train.loss ?? 0));
  });

  it('says so when the loss is no longer a number, and leaves nothing in memory', async () => {
    const before = memory().numTensors;
    await expect(
      trainSmall({ ...optimizerOf('sgd', { learningRate: 1e30 }), schedule: 'constant' }),
    ).rejects.toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(
          /^nadir train: Trainer: got a loss of (NaN|Infinity) at step \d+/,
        ),
      }),
    );
    expect(memory().numTensors).toBe(before);
  });

  it('leaves nothing in memory when a step is refused after the forward pass', async () => {
    const before = memory().numTensors;
    const changes = optimizerOf('sgd', { learningRate: 1e30, nonFinite: throwError });
    await expect(trainSmall({ ...changes, schedule: 'constant' })).rejects.toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(/^nadir train: SGD\.step: got NaN or infinite elements/),
      }),
    );
    expect(memory().numTensors).toBe(before);
  });
});
