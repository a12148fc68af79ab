import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adadelta } from './adadelta.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The weight after steps with the gradients given, from 0. */
function train(options: ConstructorParameters<typeof Adadelta>[1], gradients: number[]): number {
  const w = tf.variable(tf.scalar(0));
  const optimizer = new Adadelta([w], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.scalar(gradient) });
  return w.dataSync()[0] as number;
}

describe('Adadelta', () => {
  it('divides by the mean that has this gradient in it already', () => {
    // v = 0.5 · 8 = 4 and u = 0: √1 / √(4 + 1 − …) with ε = 1 is 1 / √5 of the gradient √8.
    expect(train({ rho: 0.5, epsilon: 1 }, [Math.sqrt(8)])).toBeCloseTo(-Math.sqrt(8 / 5), 6);
  });

  it('steps as long as before this step', () => {
    // With ρ = 0 the means are the last values: d₁ = √ε / √(g² + ε) g, d₂ = √(d₁² + ε) / √(g² + ε) g.
    const [g, epsilon] = [2, 0.25];
    const root = Math.sqrt(g * g + epsilon);
    const first = (Math.sqrt(epsilon) / root) * g;
    const second = (Math.sqrt(first * first + epsilon) / root) * g;
    expect(train({ rho: 0, epsilon }, [g, g])).toBeCloseTo(-first - second, 6);
  });

  it('moves much the same whatever the scale of the gradients', () => {
    const gradients = [1, -0.5, 2, 1.5, 1];
    const scaled = gradients.map((g) => 1e4 * g);
    // ε is felt beside gradients of 1, less than 1e-4 of the whole.
    expect(train({}, scaled) / train({}, gradients)).toBeCloseTo(1, 3);
  });
});
