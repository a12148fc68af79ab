import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Muon } from './muon.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** How far one step moves a weight of zeros. */
function stepOf(gradient: tf.Tensor2D, options: ConstructorParameters<typeof Muon>[1]): number[] {
  const w = tf.variable(tf.zeros(gradient.shape));
  new Muon([w], options).applyGradients({ [w.name]: gradient });
  return [...w.dataSync()];
}

describe('Muon', () => {
  it('moves as far in the direction of a small singular value as in that of a large one', () => {
    // The classical coefficients converge to 1, and the singular vectors here are the axes.
    const options = {
      ...{ learningRate: 0.1, nsSteps: 30 },
      nsCoefficients: [1.875, -1.25, 0.375] as const,
    };
    const move = stepOf(tf.tensor2d([100, 0, 0, 0.01], [2, 2]), options);
    for (const [i, expected] of [-0.1, 0, 0, -0.1].entries()) {
      expect(move[i]).toBeCloseTo(expected, 5);
    }
  });

  it('does not depend on the scale of the gradient', () => {
    const gradient = tf.tensor2d([0.3, -1, 2, 0.5, 0.25, -0.75], [2, 3]);
    // A power of two scales every number exactly.
    expect(stepOf(tf.mul(gradient, 1024), { learningRate: 0.1 })).toEqual(
      stepOf(gradient, { learningRate: 0.1 }),
    );
  });

  it('enlarges the step of a tall matrix by √(rows / columns), or as asked', () => {
    const gradient = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 9], [4, 2]);
    const turned = tf.transpose(gradient) as tf.Tensor2D;
    const sizeOf = (values: number[]) => Math.hypot(...values);
    const size = (one: tf.Tensor2D, adjustLearningRate: 'original' | 'matchRmsAdamw') =>
      sizeOf(stepOf(one, { learningRate: 0.1, adjustLearningRate }));
    const wide = size(turned, 'original');
    expect(size(gradient, 'original') / wide).toBeCloseTo(Math.sqrt(2), 5);
    // 0.2 √4 either way.
    expect(size(gradient, 'matchRmsAdamw') / wide).toBeCloseTo(0.4, 5);
    expect(size(turned, 'matchRmsAdamw') / wide).toBeCloseTo(0.4, 5);
  });

  it('refuses what is no matrix, and says what to do', () => {
    for (const shape of [[], [3], [2, 2, 2]]) {
      const w = tf.variable(tf.zeros(shape));
      expect(() => new Muon([['bias', w]])).toThrow(
        `Muon: got "bias" of shape [${shape}], expected a matrix. Give it to another optimizer`,
      );
      const open = new Muon();
      expect(() => open.applyGradients({ [w.name]: tf.zeros(shape) })).toThrow('expected a matrix');
      expect(open.groups[0]?.parameters).toEqual([]);
    }
  });
});
