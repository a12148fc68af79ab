import { movesOf } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Rprop } from './rprop.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const moves = (options: ConstructorParameters<typeof Rprop>[1], gradients: number[]) =>
  movesOf((parameters) => new Rprop(parameters, options), gradients);

function expectMoves(given: readonly number[], expected: readonly number[]): void {
  given.forEach((move, i) => {
    expect(move, `move ${i}`).toBeCloseTo(expected[i] as number, 5);
  });
}

describe('Rprop', () => {
  const options = { learningRate: 1, etaMinus: 0.25, etaPlus: 2 };

  it('takes longer steps while the sign stays, whatever the size of the gradient', () => {
    expectMoves(moves(options, [1, 1e-30, 1e30, 1e-3]), [-1, -2, -4, -8]);
  });

  it('stands still when the sign has changed, and goes on with a shorter step', () => {
    // After the change there is no sign to compare with, so the step that follows stays as it is.
    expectMoves(moves(options, [1, -1, -1, -1]), [-1, 0, 0.25, 0.5]);
  });

  it('stands still at NaN, and goes on', () => {
    // torch.optim.Rprop([1.0], lr=0.1) with gradients 1, NaN, 1, 1 is at 0.9, 0.9, 0.8, 0.68.
    expectMoves(moves({ learningRate: 0.1 }, [1, Number.NaN, 1, 1]), [-0.1, 0, -0.1, -0.12]);
  });

  it('keeps its step sizes within their bounds', () => {
    const bounds = { stepSizeMin: 0.5, stepSizeMax: 3 };
    expectMoves(moves({ ...options, ...bounds }, [1, 1, 1, 1]), [-1, -2, -3, -3]);
    expectMoves(moves({ ...options, ...bounds }, [1, -1, -1]), [-1, 0, 0.5]);
    // Also the first of them.
    expectMoves(moves({ ...options, ...bounds, learningRate: 8 }, [1]), [-3]);
  });

  it('does not hear of a learning rate that changes after the first step', () => {
    const w = tf.variable(tf.scalar(0));
    const optimizer = new Rprop([w], options);
    optimizer.applyGradients({ [w.name]: tf.scalar(1) });
    optimizer.setOptions({ learningRate: 100 });
    optimizer.applyGradients({ [w.name]: tf.scalar(1) });
    expect(w.dataSync()[0]).toBe(-3);
  });
});
