import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ASGD } from './asgd.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const gradients = [1, -0.5, 2, 0.25, -1, 0.75];

/** The weight and its average after each step. */
function train(options: ConstructorParameters<typeof ASGD>[1]): [w: number, average: number][] {
  const w = tf.variable(tf.scalar(3));
  const optimizer = new ASGD([w], options);
  return gradients.map((gradient) => {
    optimizer.applyGradients({ [w.name]: tf.scalar(gradient) });
    const average = optimizer.stateDict().tensors[`${w.name}/average`] as tf.Tensor;
    return [w.dataSync()[0] as number, average.dataSync()[0] as number];
  });
}

describe('ASGD', () => {
  it('has the weights themselves for their average until it begins, bit for bit', () => {
    for (const [w, average] of train({ learningRate: 0.1, lambda: 0.01 })) expect(average).toBe(w);
  });

  it('averages the weights of the steps from t₀ + 1 on', () => {
    // μ of step t is 1 / max(1, t − 1 − t₀): with t₀ = 2 the weights of steps 4, 5 and 6 are averaged.
    const run = train({ learningRate: 0.1, lambda: 0, t0: 2 });
    const weights = run.map(([w]) => w);
    expect(run[3]?.[1]).toBe(weights[3]);
    for (const last of [5, 6]) {
      const mean = weights.slice(3, last).reduce((sum, w) => sum + w, 0) / (last - 3);
      expect(run[last - 1]?.[1]).toBeCloseTo(mean, 6);
    }
  });

  it('takes the step size that the step before has left', () => {
    // η = γ at first, then γ / (1 + λ γ t)^α of the step before.
    const [lambda, rate] = [0.5, 0.4];
    let [w, eta] = [3, rate];
    const run = train({ learningRate: rate, lambda, alpha: 2 });
    gradients.forEach((gradient, k) => {
      w = (1 - lambda * eta) * w - eta * gradient;
      eta = rate / (1 + lambda * rate * (k + 1)) ** 2;
      expect(run[k]?.[0]).toBeCloseTo(w, 5);
    });
  });

  it('shrinks weights whose gradient is 0', () => {
    const w = tf.variable(tf.scalar(4));
    new ASGD([w], { learningRate: 0.5, lambda: 0.5 }).applyGradients({ [w.name]: tf.scalar(0) });
    expect(w.dataSync()[0]).toBe(3);
  });
});
