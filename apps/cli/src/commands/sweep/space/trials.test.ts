import { describe, expect, it } from 'vitest';
import { logUniform, oneOf, uniform } from '../../../spaces/distribution.js';
import type { Setting, Space } from './dimension.js';
import { trialsOf } from './trials.js';

const space: Space = {
  learningRate: { distribution: logUniform(1e-4, 1e-1), isWhole: false },
  batch: { distribution: uniform(16, 64), isWhole: true },
};
const same = (setting: Setting) => setting;

describe('trialsOf', () => {
  it.each(['random', 'quasi-random'] as const)(
    '%s: fewer trials are the first of more',
    (sampler) => {
      const some = (trials: number, seed = 0) =>
        trialsOf(space, { sampler, trials, seed, reduced: same });
      expect(some(20).slice(0, 7)).toEqual(some(7));
      expect(new Set(some(20).map((trial) => JSON.stringify(trial))).size).toBe(20);
      for (const { learningRate, batch } of some(100)) {
        expect(learningRate).toBeGreaterThanOrEqual(1e-4);
        expect(learningRate).toBeLessThanOrEqual(1e-1);
        expect(Number.isInteger(batch)).toBe(true);
      }
    },
  );

  it('random: another seed gives other trials', () => {
    const some = (seed: number) =>
      trialsOf(space, { sampler: 'random', trials: 5, seed, reduced: same });
    expect(some(1)).not.toEqual(some(2));
    expect(some(1)).toEqual(some(1));
  });

  it('grid: all values with all others, and none twice where an option says nothing', () => {
    const grid: Space = {
      optimizer: { distribution: oneOf('sgd', 'adam'), isWhole: false },
      momentum: { distribution: oneOf(0, 0.9), isWhole: false },
    };
    const reduced = ({ optimizer, momentum }: Setting): Setting =>
      optimizer === 'sgd' ? { optimizer, momentum: momentum ?? 0 } : { optimizer: 'adam' };
    expect(trialsOf(grid, { sampler: 'grid', trials: 0, seed: 0, reduced })).toEqual([
      { optimizer: 'sgd', momentum: 0 },
      { optimizer: 'sgd', momentum: 0.9 },
      { optimizer: 'adam' },
    ]);
  });

  it('ends where all that there is has been tried', () => {
    const two: Space = { batch: { distribution: oneOf(16, 32), isWhole: true } };
    const draw = { trials: 10, seed: 0, reduced: same };
    expect(trialsOf(two, { ...draw, sampler: 'random' })).toHaveLength(2);
    expect(trialsOf(two, { ...draw, sampler: 'quasi-random' })).toHaveLength(2);
  });

  it('refuses more flags than the Halton sequence has coordinates', () => {
    const many = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [`flag${i}`, space.batch as Space[string]]),
    );
    const draw = { trials: 1, seed: 0, reduced: same };
    expect(() => trialsOf(many, { ...draw, sampler: 'quasi-random' })).toThrow(
      '--method: got quasi-random with 7 flags to search, expected at most 6. Write --method random',
    );
    expect(trialsOf(many, { ...draw, sampler: 'random' })).toHaveLength(1);
  });
});
