import { cautious, clipByGlobalNorm, skipStep } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ScheduleFreeSGD } from './schedule-free-sgd.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const options = { learningRate: 1, momentum: 0.5 };

/** After gradients 1 and 2 from 4: z is 3, then 1, so that x is 3, then 2, and y = (x + z) / 2 is 3, then 1.5. */
function start(more: object = {}) {
  const w = tf.variable(tf.tensor1d([4]));
  const optimizer = new ScheduleFreeSGD([['w', w]], { ...options, ...more });
  const step = (gradient: number) =>
    optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
  for (const gradient of [1, 2]) step(gradient);
  return { w, optimizer, step, value: () => w.dataSync()[0] as number };
}

/** A third step from there: z = −2, x = 2/3, y = −2/3. */
const afterThree = -2 / 3;

describe('ScheduleFree', () => {
  it('moves the parameters to the average to evaluate them, and back to train them', () => {
    const { optimizer, step, value } = start();
    expect(optimizer.training).toBe(true);
    expect(value()).toBe(1.5);
    expect(optimizer.eval()).toBe(optimizer);
    expect(optimizer.training).toBe(false);
    expect(value()).toBe(2);
    optimizer.eval();
    expect(value()).toBe(2);
    expect(optimizer.train().training).toBe(true);
    optimizer.train();
    expect(value()).toBe(1.5);
    expect(optimizer.iterations).toBe(2);
    step(3);
    expect(value()).toBeCloseTo(afterThree, 6);
  });

  it('does so beside everything that stands around a rule', () => {
    const far = { clip: clipByGlobalNorm(100), cautious, nonFinite: skipStep };
    const { optimizer, value } = start(far);
    expect(value()).toBe(1.5);
    expect([optimizer.eval() && value(), optimizer.train() && value()]).toEqual([2, 1.5]);
  });

  it('moves nothing that has not been stepped', () => {
    const moved = tf.variable(tf.tensor1d([4]));
    const still = tf.variable(tf.tensor1d([4]));
    const optimizer = new ScheduleFreeSGD([moved, still], options);
    optimizer.eval().train();
    expect([...moved.dataSync(), ...still.dataSync()]).toEqual([4, 4]);
    for (const gradient of [1, 2]) {
      optimizer.applyGradients({ [moved.name]: tf.tensor1d([gradient]) });
    }
    optimizer.eval();
    expect([...moved.dataSync(), ...still.dataSync()]).toEqual([2, 4]);
  });

  it('takes another β from the next step on', () => {
    const { optimizer, step, value } = start();
    optimizer.eval();
    optimizer.setOptions({ momentum: 0.75 });
    optimizer.train();
    expect(value()).toBe(1.5);
    step(3);
    // ¾ · 2/3 − ¼ · 2
    expect(value()).toBeCloseTo(0, 6);
  });

  it('refuses a step in evaluation, before the loss is computed', () => {
    const { w, optimizer, value } = start();
    optimizer.eval();
    const before = tf.memory().numTensors;
    let computed = 0;
    const loss = () => {
      computed++;
      return tf.sum(w) as tf.Scalar;
    };
    const message =
      'ScheduleFreeSGD.step: got parameters in evaluation, expected them in training. Call train() first.';
    const gradient = tf.tensor1d([1]);
    for (const act of [
      () => optimizer.step(loss),
      () => optimizer.minimize(loss),
      () => optimizer.applyGradients({ [w.name]: gradient }),
    ]) {
      expect(act).toThrow(message);
    }
    gradient.dispose();
    expect(computed).toBe(0);
    expect(value()).toBe(2);
    expect(tf.memory().numTensors).toBe(before);
    expect(() => optimizer.train('no' as never)).toThrow('ScheduleFreeSGD.train.mode: got "no"');
    expect(optimizer.training).toBe(false);
  });

  it('is saved in its mode, either way', async () => {
    for (const mode of [true, false]) {
      const saved = start();
      saved.optimizer.train(mode);
      const weights = await saved.optimizer.getWeights();
      const state = saved.optimizer.stateDict();
      for (const load of ['stateDict', 'weights']) {
        const w = tf.variable(saved.w);
        const optimizer = new ScheduleFreeSGD([['w', w]], options).eval();
        if (load === 'stateDict') optimizer.loadStateDict(state);
        else await optimizer.setWeights(weights);
        expect(optimizer.training).toBe(mode);
        optimizer.train();
        optimizer.applyGradients({ [w.name]: tf.tensor1d([3]) });
        expect(w.dataSync()[0]).toBeCloseTo(afterThree, 6);
      }
    }
  });

  it('refuses a mode that it does not know, and keeps its own', () => {
    const { optimizer } = start();
    const { tensors, metadata } = optimizer.stateDict();
    const load = () =>
      optimizer.loadStateDict({ tensors, metadata: { ...metadata, evaluating: 'no' } });
    optimizer.eval();
    expect(load).toThrow('ScheduleFreeSGD.loadStateDict: got "no" as `evaluating`');
    expect(optimizer.training).toBe(false);
  });

  it('finds the parameters of loaded state by the names of variables', () => {
    const { optimizer } = start();
    const named = tf.variable(tf.tensor1d([9]), true, 'schedule-free/w');
    const saved = new ScheduleFreeSGD([named], options);
    for (const g of [1, 2, 3]) saved.applyGradients({ [named.name]: tf.tensor1d([g]) });
    const open = new ScheduleFreeSGD(options);
    open.loadStateDict(saved.stateDict());
    const before = named.dataSync()[0] as number;
    expect(open.eval().training).toBe(false);
    expect(named.dataSync()[0]).not.toBe(before);
    open.train();
    expect(named.dataSync()[0]).toBeCloseTo(before, 6);

    const stranger = new ScheduleFreeSGD(options);
    stranger.loadStateDict(optimizer.stateDict());
    expect(() => stranger.eval()).toThrow(
      'toAverage: got state for "w" [1], expected variables of',
    );
    expect(stranger.training).toBe(true);
  });

  it('takes loaded state at the first step', () => {
    const { optimizer, w } = start();
    const open = new ScheduleFreeSGD(options);
    open.loadStateDict(optimizer.stateDict());
    open.applyGradients({ [w.name]: tf.tensor1d([3]) });
    expect(w.dataSync()[0]).toBeCloseTo(afterThree, 6);
    expect(open.eval().training).toBe(false);
    // x after the third step
    expect(w.dataSync()[0]).toBeCloseTo(2 / 3, 6);
  });

  it('leaves nothing in memory', async () => {
    const { optimizer } = start();
    const rounds = async () => {
      for (let k = 0; k < 3; k++) {
        optimizer.eval();
        await optimizer.getWeights();
        optimizer.train();
        await optimizer.getWeights();
      }
    };
    await rounds();
    const { numTensors } = tf.memory();
    await rounds();
    expect(tf.memory().numTensors).toBe(numTensors);
    optimizer.eval();
    await optimizer.getWeights();
    optimizer.dispose();
    expect(optimizer.training).toBe(true);
  });
});
