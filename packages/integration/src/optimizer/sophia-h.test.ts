import { LossScaler } from '@nadir/core/internal';
import { crossEntropy } from '@nadir/nn';
import { SophiaH, sam, throwError } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const draw = { key: 1, stream: 2, step: 3 };

/** The estimates that an update brings: h after it with β₂ = 0. */
function estimates(optimizer: SophiaH): number[][] {
  const { tensors } = optimizer.stateDict();
  const slots = Object.entries(tensors).filter(([name]) => name.endsWith('/hessian'));
  return slots.map(([, h]) => [...h.dataSync()]);
}

describe('SophiaH', () => {
  it('finds the diagonal of a Hessian that is diagonal, whatever the signs', () => {
    // ½ Σ c w² + Σ u⁴ / 12: c, and u².
    const w = tf.variable(tf.tensor1d([1, -2, 3]));
    const u = tf.variable(tf.tensor2d([[0.5, -1.5]]));
    const optimizer = new SophiaH([w, u], { beta2: 0 });
    const curvature = tf.tensor1d([2, -0.5, 10]);
    const loss = () =>
      tf.add(
        tf.mul(0.5, tf.sum(tf.mul(curvature, tf.square(w)))),
        tf.div(tf.sum(tf.pow(u, 4)), 12),
      ) as tf.Scalar;
    optimizer.updateHessian(loss, draw);
    const [hw = [], hu = []] = estimates(optimizer);
    [2, -0.5, 10].forEach((c, i) => {
      expect(Math.abs((hw[i] as number) / c - 1)).toBeLessThan(1e-3);
    });
    expect(hu[0]).toBeCloseTo(0.25, 3);
    expect(hu[1]).toBeCloseTo(2.25, 2);
  });

  it('finds the curvature of the loss itself, whatever becomes of the gradients of steps', () => {
    const w = tf.variable(tf.tensor1d([1, -2]));
    const lossScaler = new LossScaler();
    const optimizer = new SophiaH([w], { beta2: 0, lossScaler, sharpnessAware: sam({ rho: 0.5 }) });
    // Σ w⁴ / 12 has the diagonal w².
    optimizer.updateHessian(() => tf.div(tf.sum(tf.pow(w, 4)), 12), draw);
    const [h = []] = estimates(optimizer);
    expect(h[0]).toBeCloseTo(1, 2);
    expect(h[1]).toBeCloseTo(4, 2);
  });

  it('estimates the diagonal of any Hessian: that is the mean over signs', () => {
    // ½ wᵀ A w: z · A z = Aᵢᵢ + Σⱼ Aᵢⱼ zᵢ zⱼ, so the mean of 400 has a deviation of √(Σⱼ Aᵢⱼ²) / 20 ≤ 0.06.
    const a = tf.tensor2d([
      [4, 1, 0],
      [1, 3, 0.5],
      [0, 0.5, 2],
    ]);
    const w = tf.variable(tf.tensor2d([[1, -2, 0.5]]));
    const optimizer = new SophiaH([w], { beta2: 0 });
    const loss = () => tf.mul(0.5, tf.sum(tf.mul(w, tf.matMul(w as tf.Tensor2D, a)))) as tf.Scalar;
    const mean = [0, 0, 0];
    for (let step = 0; step < 400; step++) {
      optimizer.updateHessian(loss, { ...draw, step });
      estimates(optimizer)[0]?.forEach((h, i) => {
        mean[i] = (mean[i] as number) + h / 400;
      });
    }
    [4, 3, 2].forEach((diagonal, i) => {
      expect(Math.abs((mean[i] as number) - diagonal)).toBeLessThan(4 * 0.06);
    });
  });

  it('draws the same signs for the same draw, and others for each parameter', () => {
    const signsOf = (step: number) => {
      const [v, w] = [tf.variable(tf.zeros([15])), tf.variable(tf.zeros([15]))];
      const optimizer = new SophiaH([v, w], { beta2: 0 });
      // ½ (Σv)² + ½ (Σw)²: zᵢ Σz, whose signs are those of z.
      const half = (x: tf.Variable) => tf.mul(0.5, tf.square(tf.sum(x)));
      optimizer.updateHessian(() => tf.add(half(v), half(w)) as tf.Scalar, { ...draw, step });
      return estimates(optimizer).map((h) => h.map((x) => Math.round(x)).join());
    };
    expect(signsOf(3)).toEqual(signsOf(3));
    expect(signsOf(3)).not.toEqual(signsOf(4));
    expect(signsOf(3)[0]).not.toBe(signsOf(3)[1]);
  });

  it('leaves parameters as they were, also where the loss fails, and leaks nothing', () => {
    const w = tf.variable(tf.tensor2d([0.1, -0.2, 0.3, 0.7], [2, 2]));
    const optimizer = new SophiaH([w], { nonFinite: throwError });
    const x = tf.tensor2d([0.3, -0.6, 0.9, 0.2], [2, 2]);
    const loss = () => crossEntropy(tf.matMul(x, w as tf.Tensor2D), tf.tensor1d([0, 1], 'int32'));
    optimizer.step(loss).dispose();
    const before = [...w.dataSync()];
    let after = 0;
    for (let step = 0; step < 4; step++) {
      optimizer.updateHessian(loss, { ...draw, step });
      expect([...w.dataSync()]).toEqual(before);
      if (step === 0) after = tf.memory().numTensors;
    }
    expect(tf.memory().numTensors).toBe(after);
    let calls = 0;
    const failing = () => {
      calls++;
      if (calls === 2) throw new Error('no data');
      return loss();
    };
    expect(() => optimizer.updateHessian(failing, draw)).toThrow('no data');
    expect([...w.dataSync()]).toEqual(before);
    const undefinedLoss = () => tf.mul(loss(), Number.NaN) as tf.Scalar;
    expect(() => optimizer.updateHessian(undefinedLoss, draw)).toThrow('got NaN or infinite');
    expect([...w.dataSync()]).toEqual(before);
  });

  it('refuses draws and distances that are out of range', () => {
    const optimizer = new SophiaH([tf.variable(tf.zeros([1]))]);
    const loss = () => tf.scalar(0);
    expect(() => optimizer.updateHessian(loss, { ...draw, step: -1 })).toThrow(
      'SophiaH.updateHessian.step: got -1',
    );
    expect(() => optimizer.updateHessian(loss, draw, 0)).toThrow(
      'SophiaH.updateHessian.distance: got 0',
    );
  });

  it('takes shorter steps where the curvature is larger', () => {
    const w = tf.variable(tf.tensor1d([1, 1]));
    const options = { learningRate: 0.5, beta1: 0, beta2: 0, rho: 1, weightDecay: 0 };
    const optimizer = new SophiaH([w], options);
    const loss = () => tf.sum(tf.mul(tf.tensor1d([2, 0.05]), tf.square(w))) as tf.Scalar;
    optimizer.updateHessian(loss, draw);
    optimizer.step(loss);
    // g / h = 1 for both, as Newton's step; h = 4 and 0.1.
    for (const x of w.dataSync()) expect(x).toBeCloseTo(0.5, 3);
  });
});
