import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adagrad } from './adagrad.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The weight after steps with the gradients given, from 0. */
function train(options: ConstructorParameters<typeof Adagrad>[1], gradients: number[]): number {
  const w = tf.variable(tf.scalar(0));
  const optimizer = new Adagrad([w], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.scalar(gradient) });
  return w.dataSync()[0] as number;
}

describe('Adagrad', () => {
  it('divides by the root of the sum of squares', () => {
    // 3 / √9, then 4 / √25.
    expect(train({ learningRate: 0.1 }, [3, 4])).toBeCloseTo(-0.1 - 0.08, 6);
  });

  it('begins the sum with the initial value', () => {
    expect(train({ learningRate: 0.1, initialAccumulatorValue: 16 }, [3])).toBeCloseTo(-0.06, 6);
  });

  it('lets the step size fall from the second step on', () => {
    // 1 and 1 / (1 + 1 · 3), of which each is divided by √1 and √2.
    expect(train({ learningRate: 1, learningRateDecay: 3 }, [1, 1])).toBeCloseTo(
      -1 - Math.SQRT1_2 / 4,
      6,
    );
  });

  it('adds ε after the root, or before it if asked', () => {
    const options = { learningRate: 1, epsilon: 7 };
    expect(train(options, [3])).toBeCloseTo(-3 / 10, 6);
    expect(train({ ...options, epsilonInsideRoot: true }, [3])).toBeCloseTo(-3 / 4, 6);
  });

  it('leaves elements without gradient alone, bit for bit, and their sum', () => {
    const w = tf.variable(tf.tensor1d([0.1, 0.2]));
    const optimizer = new Adagrad([w], { learningRate: 0.1 });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1, 2]) });
    const first = w.dataSync()[0];
    optimizer.applyGradients({ [w.name]: tf.tensor1d([0, 2]) });
    expect(w.dataSync()[0]).toBe(first);
    expect([...(optimizer.stateDict().tensors[`${w.name}/sum`] as tf.Tensor).dataSync()]).toEqual([
      1, 8,
    ]);
  });
});
