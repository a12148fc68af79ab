import { beforeAll, describe, expect, it } from 'vitest';
import { fakeIo } from '../../test/fake-io.js';
import { useBackend } from '../backends/load.js';
import { objectiveFor } from './objective.js';

beforeAll(() => useBackend('cpu', fakeIo()));

describe('objectiveFor', () => {
  it('takes the class with the greatest output', () => {
    const { outputs, decode, scores } = objectiveFor({ name: 'y', classNames: ['a', 'b', 'c'] });
    expect(outputs).toBe(3);
    const predicted = decode(Float32Array.of(0, 2, 1, 5, 5, -1));
    expect(predicted).toEqual(Float64Array.of(1, 0));
    expect(scores(0.5, predicted, Float64Array.of(1, 1))).toEqual({ loss: 0.5, accuracy: 0.5 });
  });

  it('learns a number in deviations from the mean, and tells of it in its own unit', () => {
    const { outputs, encode, decode, scores } = objectiveFor({ name: 'y', mean: 10, deviation: 4 });
    expect(outputs).toBe(1);
    const targets = Float64Array.of(6, 18);
    const encoded = encode(targets);
    expect(encoded.shape).toEqual([2, 1]);
    expect([...encoded.dataSync()]).toEqual([-1, 2]);
    encoded.dispose();
    const predicted = decode(Float32Array.of(-1, 1));
    expect(predicted).toEqual(Float64Array.of(6, 14));
    // Errors 0 and 1 in deviations: mean square 0.5, times 4². Σ(y − 12)² = 72, Σ error² = 16.
    const { loss, r2 } = scores(0.5, predicted, targets);
    expect(loss).toBe(8);
    expect(r2).toBeCloseTo(1 - 16 / 72, 12);
  });
});
