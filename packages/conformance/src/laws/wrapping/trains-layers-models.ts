import { l2 } from '@nadir/optim/regularizers';
import { cosine } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { type EntryOptions, richest, takesVectors } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectEqual } from '../../expect-equal.js';
import type { Law } from '../../law.js';
import { numbers } from '../../numbers.js';
import { read } from '../../run.js';

const inputs = () => tf.tensor(numbers(24, 51), [12, 2]);
const targets = () => tf.tensor(numbers(12, 52), [12, 1]);

/** An optimizer of `tf.LayersModel`, saved and loaded with it. */
export const trainsLayersModels: Law = (it, entry) => {
  const options: EntryOptions = {
    ...richest(entry),
    learningRate: cosine({ from: 0.05, to: 0.01, steps: 12 }),
    regularizer: l2(1e-3),
    clip: clipByGlobalNorm(5),
  };

  const makeModel = (optimizer: tf.Optimizer) => modelWith(optimizer, takesVectors(entry));

  it('trains a LayersModel, which goes on equally after it was saved and loaded', async () => {
    const model = makeModel(entry.create(options));
    const first = await train(model, 3);
    expect(first.at(-1)).toBeLessThan(first[0] as number);

    const artifacts = await save(model);
    const loaded = (await tf.loadLayersModel(tf.io.fromMemory(artifacts))) as tf.LayersModel;
    expect(loaded.optimizer.getClassName()).toBe(model.optimizer.getClassName());
    expect(loaded.optimizer.getConfig()).toEqual(model.optimizer.getConfig());

    const expected = await train(model, 2);
    expectEqual(await train(loaded, 2), expected, 'loss of an epoch');
    await expectSameWeights(loaded, model);

    // Saved once more, by a model that was itself loaded.
    const again = (await tf.loadLayersModel(
      tf.io.fromMemory(await save(loaded)),
    )) as tf.LayersModel;
    expectEqual(await train(again, 1), await train(model, 1), 'loss of an epoch');
    await expectSameWeights(again, model);
    for (const { optimizer } of [loaded, again]) optimizer.dispose();
  });

  it('leaves a model alone that shares its weights', async () => {
    const trained = makeModel(entry.create(options));
    const other = makeModel(entry.create(options));
    const target = makeModel(entry.create(options));
    await train(trained, 1);
    other.setWeights(trained.getWeights());
    target.setWeights(trained.getWeights());
    const before = await Promise.all(target.getWeights().map(read));
    await train(trained, 2);
    await train(other, 1);
    for (const [i, weight] of target.getWeights().entries()) {
      expectEqual(await read(weight), before[i] as Float32Array, `weight ${i}`);
    }
    expect(await read(trained.getWeights()[0] as tf.Tensor)).not.toEqual(before[0]);
  });

  it('makes itself again from its configuration', () => {
    const optimizer = entry.create(options);
    const cls = optimizer.constructor as tf.serialization.SerializableConstructor<
      typeof optimizer
    > & {
      fromConfig(cls: unknown, config: object): typeof optimizer;
    };
    const config = optimizer.getConfig();
    const restored = cls.fromConfig(cls, JSON.parse(JSON.stringify(config)) as object);
    expect(restored).toBeInstanceOf(cls);
    expect(restored.getConfig()).toEqual(config);
    expect(() => entry.create({ ...options, learningRate: () => 0.1 }).getConfig()).toThrow(
      'learningRate',
    );
  });
};

function modelWith(optimizer: tf.Optimizer, useBias: boolean): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 4, activation: 'tanh', useBias }),
      tf.layers.dense({ units: 1, useBias }),
    ],
  });
  model.setWeights(model.getWeights().map((w, i) => tf.tensor(numbers(w.size, 60, i), w.shape)));
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

/** Losses of the epochs, three batches each. */
async function train(model: tf.LayersModel, epochs: number): Promise<number[]> {
  const settings = { epochs, batchSize: 4, shuffle: false, verbose: 0 as const };
  const { history } = await model.fit(inputs(), targets(), settings);
  return history.loss as number[];
}

async function save(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let saved: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  expect(saved?.weightSpecs?.length, 'weights saved').toBeGreaterThan(4);
  return saved as tf.io.ModelArtifacts;
}

async function expectSameWeights(given: tf.LayersModel, expected: tf.LayersModel): Promise<void> {
  const weights = await Promise.all(given.getWeights().map(read));
  for (const [i, weight] of expected.getWeights().entries()) {
    expectEqual(weights[i] as Float32Array, await read(weight), `weight ${i}`);
  }
}
