import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { RMSprop } from './rmsprop.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The weight after steps with the gradient 1, from 0. */
function withConstantGradient(options: ConstructorParameters<typeof RMSprop>[1], steps: number) {
  const w = tf.variable(tf.scalar(0));
  const optimizer = new RMSprop([w], options);
  for (let i = 0; i < steps; i++) optimizer.applyGradients({ [w.name]: tf.scalar(1) });
  return w.dataSync()[0] as number;
}

describe('RMSprop', () => {
  it('adds ε after the root, or before it if asked', () => {
    // v = 0.5 after one step with α = 0.5 and g = 1, so the step is γ / (√0.5 + 1) or γ / √1.5.
    const options = { learningRate: 1, alpha: 0.5, epsilon: 1 };
    expect(withConstantGradient(options, 1)).toBeCloseTo(-1 / (Math.SQRT1_2 + 1), 6);
    expect(withConstantGradient({ ...options, epsilonInsideRoot: true }, 1)).toBeCloseTo(
      -1 / Math.sqrt(1.5),
      6,
    );
  });

  it('stays finite when centered and the gradient never changes', () => {
    // Then v − q² tends to 0 from above and rounding may take it below, where its root is NaN.
    const options = { learningRate: 0.01, alpha: 0.5, epsilon: 1e-3, centered: true };
    expect(withConstantGradient(options, 400)).toSatisfy(Number.isFinite);
  });

  it('keeps only the state that its options need', () => {
    const slots = (options: ConstructorParameters<typeof RMSprop>[1]) => {
      const w = tf.variable(tf.scalar(0));
      const optimizer = new RMSprop([w], options);
      optimizer.applyGradients({ [w.name]: tf.scalar(1) });
      return Object.keys(optimizer.stateDict().tensors).map((key) => key.split('/').pop());
    };
    expect(slots({})).toEqual(['v']);
    expect(slots({ centered: true })).toEqual(['v', 'mean']);
    expect(slots({ centered: true, momentum: 0.9 })).toEqual(['v', 'mean', 'buffer']);
  });
});
