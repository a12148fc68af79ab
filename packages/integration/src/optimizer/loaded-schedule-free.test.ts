import { ScheduleFreeAdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync()];

describe('a schedule-free optimizer that was saved in evaluation', () => {
  it('goes on in training, though it has not met its parameters', () => {
    const w = tf.variable(tf.tensor1d([1]), true, 'free/w');
    const loss = () => tf.sum(tf.square(w)) as tf.Scalar;
    const own = new ScheduleFreeAdamW([w], { learningRate: 0.1 });
    for (let k = 0; k < 3; k++) own.step(loss).dispose();
    own.eval();
    const state = own.stateDict();
    const evaluated = valuesOf(w);
    own.train();
    own.step(loss).dispose();
    const expected = valuesOf(w);

    w.assign(tf.tensor1d(evaluated));
    const open = new ScheduleFreeAdamW({ learningRate: 0.1 });
    open.loadStateDict(state);
    open.train();
    open.minimize(loss, false, [w]);
    expect(valuesOf(w)).toEqual(expected);
  });

  it('goes on with the model that it was loaded with, though another copy of that is in use', async () => {
    const dense = tf.layers.dense({ inputShape: [1], units: 1, useBias: false, name: 'twice' });
    const model = tf.sequential({ layers: [dense] });
    model.compile({
      optimizer: new ScheduleFreeAdamW({ learningRate: 0.1 }),
      loss: 'meanSquaredError',
    });
    const [x, y] = [tf.ones([4, 1]), tf.zeros([4, 1])];
    await model.fit(x, y, { epochs: 2, verbose: 0 });
    const optimizerOf = (of: tf.LayersModel) => of.optimizer as ScheduleFreeAdamW;
    const weightOf = (of: tf.LayersModel) => valuesOf(of.getWeights()[0] as tf.Tensor);
    const trained = weightOf(model);
    optimizerOf(model).eval();
    const evaluated = weightOf(model);
    let artifacts: tf.io.ModelArtifacts = {};
    const handler = tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(handler, { includeOptimizer: true });
    const copies = [];
    for (let k = 0; k < 2; k++) copies.push(await tf.loadLayersModel(tf.io.fromMemory(artifacts)));
    const [first, second] = copies as [tf.LayersModel, tf.LayersModel];
    optimizerOf(second).train();
    expect([weightOf(first), weightOf(model)]).toEqual([evaluated, evaluated]);
    optimizerOf(first).train();
    optimizerOf(model).train();
    expect(weightOf(second)).toEqual(weightOf(first));
    expect(weightOf(first)).toEqual(weightOf(model));
    expect(weightOf(first)[0]).toBeCloseTo(trained[0] as number, 6);
  });
});
