import type { SGDOptions } from '@nadir/optim';
import { microBatches, SGD, skipStep, throwError } from '@nadir/optim';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

function start(options: SGDOptions) {
  const w = tf.variable(tf.tensor1d([0, 0]));
  const optimizer = new SGD([['w', w]], { learningRate: 1, ...options });
  const step = (...gradient: number[]) =>
    optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return { w, optimizer, step, values: () => [...w.dataSync()] };
}

// Numbers of torch.nn.utils.clip_grad_norm_ of PyTorch 2.13 for gradients 1e25 and 1.
describe('a norm beyond float32 that gradients are clipped by', () => {
  it('throws with throwError, whose torch name is error_if_nonfinite, and leaves all as it was', async () => {
    const run = start({ clip: clipByGlobalNorm(1), nonFinite: throwError });
    expect(() => run.step(1e25, 1)).toThrow(
      'SGD.step: got gradients whose 2-norm is beyond float32, expected a finite norm to clip by. ' +
        "Lower the learning rate, or clip by clipByGlobalNorm(limit, 'infinity').",
    );
    expect(run.values()).toEqual([0, 0]);
    expect(run.optimizer.iterations).toBe(0);
    expect(run.optimizer.stateDict().tensors).toEqual({});
    const measured = start({ clip: clipByGlobalNorm(Infinity), nonFinite: throwError });
    expect(() => measured.step(1e25, 1)).toThrow('2-norm');
  });

  it('makes 0 of the gradients otherwise', () => {
    for (const nonFinite of [undefined, skipStep]) {
      const run = start({ clip: clipByGlobalNorm(1), nonFinite });
      run.step(1e25, 1);
      expect(run.values().map(Math.abs)).toEqual([0, 0]);
      expect(run.optimizer.iterations).toBe(1);
    }
  });

  it('is finite where magnitudes are added or compared', () => {
    for (const p of [1, 'infinity'] as const) {
      const run = start({ clip: clipByGlobalNorm(1, p), nonFinite: throwError });
      run.step(1e25, 1);
      expect(run.values()).toEqual([-1, Math.fround(-1e-25)]);
    }
  });

  it('is that of the mean over micro-batches', () => {
    const run = start({
      clip: clipByGlobalNorm(1),
      nonFinite: throwError,
      accumulate: microBatches(2),
    });
    run.step(1e25, 0);
    run.step(-1e25, 0);
    expect(run.optimizer.iterations).toBe(1);
    run.step(1e25, 0);
    expect(() => run.step(1e25, 0)).toThrow('2-norm');
    expect(() => run.optimizer.flush()).toThrow('2-norm');
    expect(run.optimizer.iterations).toBe(1);
    run.step(-1e25, 0);
    expect(run.values().map(Math.abs)).toEqual([0, 0]);
  });

  it('is read in the same transfer as the gradients are', () => {
    const read = vi.spyOn(tf.backend(), 'readSync');
    start({ clip: clipByGlobalNorm(1), nonFinite: throwError }).step(1, 1);
    expect(read).toHaveBeenCalledTimes(1);
    read.mockRestore();
  });
});
