import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from './adam.js';
import { NAdam } from './nadam.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

type Options = ConstructorParameters<typeof NAdam>[1];

/** The weights after steps with the gradients given, from 0. */
function train(make: (w: tf.Variable) => NAdam | Adam, gradients: readonly number[][]): number[] {
  const w = tf.variable(tf.zeros([gradients[0]?.length ?? 0]));
  const optimizer = make(w);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return [...w.dataSync()];
}

const nadamWith = (options: Options) => (w: tf.Variable) => new NAdam([w], options);

describe('NAdam', () => {
  it('takes its first step as the formula says', () => {
    // With ψ = 0: μ = 0.9 · ½ = 0.45 at every step, M = 0.45, m = 0.1 g, √v̂ = |g|. So the step is
    // γ (0.55 / 0.55 + 0.45 / (1 − 0.45²) · 0.1) = γ (1 + 0.0564263).
    const [w] = train(nadamWith({ learningRate: 0.1, momentumDecay: 0 }), [[3]]);
    expect(w).toBeCloseTo(-0.105_642_63, 6);
  });

  it('without momentum is Adam without momentum', () => {
    const gradients = [
      [1, -2],
      [3, 0.5],
      [-1, 1],
    ];
    const given = train(nadamWith({ learningRate: 0.1, beta1: 0 }), gradients);
    const expected = train((w) => new Adam([w], { learningRate: 0.1, beta1: 0 }), gradients);
    given.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 6);
    });
  });

  it('multiplies the momenta of the steps that were taken, whatever they are later', () => {
    // μ₁ = 0 by β₁ = 0 makes M = 0 for ever, so that the gradient counts 1 − μ₂ at the second step;
    // with β₁ = 0.5 throughout it counts (1 − μ₂) / (1 − μ₁ μ₂).
    const schedule = (k: number) => (k === 0 ? 0 : 0.5);
    const options = { learningRate: 1, beta2: 0, momentumDecay: 0 };
    const [changed] = train(nadamWith({ ...options, beta1: schedule }), [[0], [1]]);
    const [same] = train(nadamWith({ ...options, beta1: 0.5 }), [[0], [1]]);
    // μ = 0.25 and m = 0.5: −(0.75 + 0.25 · 0.5) and −(0.75 / (1 − 0.25²) + 0.25 · 0.5 / (1 − 0.25³)).
    expect(changed).toBeCloseTo(-0.875, 6);
    expect(same).toBeCloseTo(-(0.75 / 0.9375 + 0.125 / (1 - 0.25 ** 3)), 6);
  });
});
