import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Fromage, type FromageOptions } from './fromage.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Weights after steps with these gradients. */
function train(options: FromageOptions, start: number[], gradients: number[][]): number[] {
  const w = tf.variable(tf.tensor1d(start));
  const optimizer = new Fromage([w], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d(gradient) });
  return [...w.dataSync()];
}

describe('Fromage', () => {
  it('turns a parameter and keeps its length where the gradient is across it', () => {
    // (5, 0) − 0.75 · 5 · (0, 1), over √(1 + 0.75²) = 1.25.
    const [x, y] = train({ learningRate: 0.75 }, [5, 0], [[0, 1e4]]) as [number, number];
    expect(x).toBeCloseTo(4, 5);
    expect(y).toBeCloseTo(-3, 5);
  });

  it('takes the gradient as it is where the parameter is 0', () => {
    const [x] = train({ learningRate: 0.75 }, [0], [[5]]);
    expect(x).toBeCloseTo(-3, 5);
  });

  it('keeps a parameter within a bound of its first length, along its direction', () => {
    // Steps against θ would give it (1 + 0.75) / 1.25 of its length, 7 and then 9.8.
    const away = [[-3, -4]];
    const free = train({ learningRate: 0.75 }, [3, 4], away);
    expect(Math.hypot(...free)).toBeCloseTo(7, 5);
    const bounded = train({ learningRate: 0.75, normBound: 1.5 }, [3, 4], [...away, ...away]);
    expect(bounded[0]).toBeCloseTo(4.5, 5);
    expect(bounded[1]).toBeCloseTo(6, 5);
  });
});
