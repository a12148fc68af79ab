import { evaluate } from '@nadir/train';
import { tensor1d, tensor2d } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeIo } from '../../test/fake-io.js';
import { useBackend } from '../backends/load.js';
import { measuringLoader } from './loaders.js';
import { objectiveFor } from './objective.js';

beforeAll(() => useBackend('cpu', fakeIo()));

/** A model whose outputs are its inputs. */
const identity = {
  weights: [],
  apply: (inputs: unknown) => inputs,
} as never;

describe('objectiveFor', () => {
  it('takes the class with the greatest output', async () => {
    const classes = ['a', 'b', 'c'];
    const { outputs, decode } = objectiveFor({
      ...{ column: 'y', task: 'classification', from: 'text', classes },
    });
    expect(outputs).toBe(3);
    expect(decode(Float32Array.of(0, 2, 1, 5, 5, -1))).toEqual(Float64Array.of(1, 0));
  });

  it('learns a number in deviations from the mean, and tells of it in its own unit', async () => {
    const objective = objectiveFor({ column: 'y', task: 'regression', mean: 10, deviation: 4 });
    const { outputs, column, decode, metrics, finalMetrics, loss, scores } = objective;
    expect(outputs).toBe(1);
    const targets = Float64Array.of(6, 18);
    expect(column(targets)).toEqual({ values: Float32Array.of(-1, 2), shape: [1] });
    expect(decode(Float32Array.of(-1, 1))).toEqual(Float64Array.of(6, 14));
    const loader = measuringLoader({ features: Float32Array.of(-1, 1), targets }, objective);
    const measured = await evaluate(identity, loader, {
      loss,
      metrics: { ...metrics, ...finalMetrics },
    });
    // Errors 0 and 4: mean square 8. Σ(y − 12)² = 72, Σ error² = 16.
    const found = scores(measured);
    expect(found).toMatchObject({ loss: 8, mae: 2 });
    expect(found.rmse).toBeCloseTo(Math.sqrt(8), 6);
    expect(found.r2).toBeCloseTo(1 - 16 / 72, 6);
  });

  it('counts examples by their weights', () => {
    const weights = tensor1d([3, 1]);
    const numbers = objectiveFor({ column: 'y', task: 'regression', mean: 0, deviation: 1 });
    const targets = tensor2d([[0], [0]]);
    const squares = numbers.loss(tensor2d([[1], [3]]), { targets, weights });
    expect(squares.dataSync()[0]).toBeCloseTo((3 * 1 + 9) / 4, 6);
    const kinds = objectiveFor({
      ...{ column: 'y', task: 'classification', from: 'text', classes: ['a', 'b'] },
    });
    const logits = tensor2d([
      [Math.log(3), 0],
      [0, 0],
    ]);
    const entropy = kinds.loss(logits, { targets: tensor1d([0, 1], 'int32'), weights });
    // −log ¾ three times, and −log ½ once.
    expect(entropy.dataSync()[0]).toBeCloseTo((3 * Math.log(4 / 3) + Math.log(2)) / 4, 6);
  });
});
