import { RandomStreams } from '@nadir/core';
import { LossScaler } from '@nadir/core/internal';
import { crossEntropy, sampledCrossEntropy } from '@nadir/nn';
import { applyUpdate, SophiaG, type SophiaGOptions, sam } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** An optimizer of one vector. */
function make(options: SophiaGOptions, start: number[]) {
  const w = tf.variable(tf.tensor1d(start));
  const optimizer = new SophiaG([['w', w]], { weightDecay: 0, ...options });
  return { w, optimizer, gradient: (...g: number[]) => ({ [w.name]: tf.tensor1d(g) }) };
}

describe('SophiaG', () => {
  it('goes by the sign of the mean of gradients before it knows the curvature', () => {
    const { w, optimizer, gradient } = make({ learningRate: 0.25 }, [1, 1, 1]);
    optimizer.applyGradients(gradient(1e-6, -100, 0));
    expect([...w.dataSync()]).toEqual([0.75, 1.25, 1]);
  });

  it('divides by the curvature where that makes a step shorter', () => {
    const options = { learningRate: 1, beta1: 0, beta2: 0.5, rho: 0.5, batchSize: 4 };
    const { w, optimizer, gradient } = make(options, [0, 0]);
    // h = 0.5 · 2², so ρ B h = 4.
    applyUpdate(optimizer, 'gaussNewton', gradient(2, 2));
    optimizer.applyGradients(gradient(1, 100));
    expect([...w.dataSync()]).toEqual([-0.25, -1]);
  });

  it('finds the curvature of the loss itself, whatever becomes of the gradients of steps', () => {
    // With β₂ = 0 h is the square of the gradient (2, −4) of Σ w² at (1, −2).
    const options = { beta2: 0, lossScaler: new LossScaler(), sharpnessAware: sam({ rho: 0.5 }) };
    const { w, optimizer } = make(options, [1, -2]);
    optimizer.updateHessian(() => tf.sum(tf.square(w)));
    expect([...(optimizer.stateDict().tensors['w/hessian']?.dataSync() ?? [])]).toEqual([4, 16]);
  });

  it('trains with curvatures of a loss at labels of its own', () => {
    const x = tf.tensor2d(Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(2 * i), 1]));
    const labels = tf.tensor1d(
      Array.from({ length: 64 }, (_, i) => (Math.sin(i) > 0.2 ? 1 : 0)),
      'int32',
    );
    const w = tf.variable(tf.zeros([3, 2]));
    const optimizer = new SophiaG([['w', w]], { learningRate: 0.1, batchSize: 64 });
    const logits = () => tf.matMul(x, w as tf.Tensor2D);
    const stream = new RandomStreams(1).next();
    const first = crossEntropy(logits(), labels).dataSync()[0] as number;
    let before = tf.memory().numTensors;
    for (let step = 0; step < 60; step++) {
      optimizer.step(() => crossEntropy(logits(), labels)).dispose();
      if (step % 10 === 0) {
        optimizer.updateHessian(() => sampledCrossEntropy(logits(), { ...stream, step }));
      }
      if (step === 0) before = tf.memory().numTensors;
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(crossEntropy(logits(), labels).dataSync()[0]).toBeLessThan(0.5 * first);
    expect(optimizer.stateDict().tensors['w/hessian']?.min().dataSync()[0]).toBeGreaterThan(0);
  });
});
