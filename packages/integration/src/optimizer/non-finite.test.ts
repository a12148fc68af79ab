// Where a backend is read asynchronously only, the host hears late what the device has decided. Every
// backend passes the law on gradients that are not finite; here is what only lateness brings.

import { chain, Optimizer, registerBackend, type Transform, unregisterBackend } from '@nadir/core';
import { Adam, type NonFinite, Prodigy, skipStep, throwError } from '@nadir/optim';
import { addNoise, clipByGlobalNorm, scaleByLearningRate } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interpreting } from '../../../core/test/interpreting.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  registerBackend({ ...interpreting().backend, readsAsynchronously: true });
});
afterAll(() => unregisterBackend('cpu'));

function start(nonFinite?: NonFinite, clip?: Transform) {
  const w = tf.variable(tf.tensor1d([1, -2, 3]));
  const optimizer = new Adam([['w', w]], { learningRate: 0.1, nonFinite, clip });
  const step = (...gradient: number[]) =>
    optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return { w, optimizer, step, values: () => [...w.dataSync()] };
}

const [good, bad] = [
  [1, -1, 0.5],
  [1, Number.NaN, 0.5],
] as const;

describe('a check whose answer comes late', () => {
  it('holds the step back on the device at once, and its counts once the answer is there', async () => {
    const run = start(skipStep);
    run.step(...good);
    const before = run.values();
    run.step(...bad);
    expect(run.values()).toEqual(before);
    await run.optimizer.settled();
    expect(run.optimizer.iterations).toBe(1);
    expect(run.optimizer.groups[0]?.step).toBe(1);

    const plain = start();
    for (const { step } of [run, plain]) step(...good);
    plain.step(...good);
    expect(run.values()).toEqual(plain.values());
  });

  it('tells of it at the next step, which changes nothing then', async () => {
    const run = start(throwError);
    run.step(...good);
    run.step(...bad);
    const before = run.values();
    await new Promise((resolve) => setTimeout(resolve));
    expect(() => run.step(...good)).toThrow('"w"');
    expect(run.values()).toEqual(before);
    expect(run.optimizer.iterations).toBe(1);
    run.step(...good);
    expect(run.values()).not.toEqual(before);
    await run.optimizer.settled();
    expect(run.optimizer.iterations).toBe(2);
  });

  it('tells of it once to whoever waits', async () => {
    const run = start(throwError);
    run.step(...bad);
    await expect(run.optimizer.settled()).rejects.toMatchObject({ code: 'NADIR_TENSOR' });
    await run.optimizer.settled();
    expect(run.optimizer.iterations).toBe(0);
  });

  it('tells of a norm beyond float32 that it clips by', async () => {
    const run = start(throwError, clipByGlobalNorm(1));
    run.step(1e25, 1, 0);
    expect(run.values()).toEqual([1, -2, 3]);
    await expect(run.optimizer.settled()).rejects.toThrow('2-norm');
    expect(run.optimizer.iterations).toBe(0);
  });

  it('does not take back counts that were loaded after the step', async () => {
    const saved = start(skipStep);
    for (let k = 0; k < 3; k++) saved.step(...good);
    const state = saved.optimizer.stateDict();
    const run = start(throwError);
    run.step(...bad);
    run.optimizer.loadStateDict(state);
    await run.optimizer.settled();
    expect(run.optimizer.iterations).toBe(3);
    expect(run.optimizer.groups[0]?.step).toBe(3);
  });

  it('keeps the state of a step that was taken before the answer about the first was there', async () => {
    const run = start(skipStep);
    run.step(...bad);
    run.step(...good);
    const after = run.values();
    await run.optimizer.settled();
    expect(run.optimizer.stateDict().tensors['w/m']?.dataSync()[0]).toBeCloseTo(0.1, 6);
    expect(run.optimizer.iterations).toBe(1);
    expect(run.values()).toEqual(after);
  });

  it('forgets what all parameters share after a first step that is refused', async () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new Prodigy([w], { nonFinite: skipStep });
    const { numTensors } = tf.memory();
    const gradient = tf.tensor1d([1, Infinity]);
    optimizer.applyGradients({ [w.name]: gradient });
    gradient.dispose();
    await optimizer.settled();
    expect(optimizer.stateDict().tensors).toEqual({});
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('lets go of a variable that an open optimizer met at a refused step', async () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const optimizer = new Adam({ nonFinite: skipStep });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1, Infinity]) });
    await optimizer.settled();
    expect(optimizer.groups[0]?.parameters).toEqual([]);
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1, 1]) });
    expect(optimizer.groups[0]?.parameters).toEqual([w.name]);
  });

  it('gives parameters of an open optimizer different noise, also after one was let go and came back', async () => {
    const [p, q] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    const rule = chain(addNoise({ eta: 1 }), scaleByLearningRate(1));
    const optimizer = new Optimizer(rule, { nonFinite: skipStep });
    const [still, nan] = [tf.scalar(0), tf.scalar(Number.NaN)];
    optimizer.applyGradients({ [p.name]: nan, [q.name]: still });
    optimizer.applyGradients({ [q.name]: still });
    await optimizer.settled();
    optimizer.applyGradients({ [p.name]: still });
    // Both are at the same step now, where noise of one index would be the same.
    for (const one of [p, q]) one.assign(tf.scalar(0));
    optimizer.applyGradients({ [p.name]: still, [q.name]: still });
    expect(p.dataSync()[0]).not.toBe(q.dataSync()[0]);
  });
});
