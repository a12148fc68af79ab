import { chain } from '@nadir/core';
import { run } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { RMSprop } from './rmsprop.js';
import { scaleByRms, scaleByStddev } from './scale-by-rms.js';

const options = { learningRate: 0.05, alpha: 0.8, epsilon: 1e-3, epsilonInsideRoot: true };

describe('scaleByRms', () => {
  it('in front of a step is RMSprop, but for its defaults', () => {
    const rule = chain(scaleByRms(), scaleByLearningRate());
    expect(run(rule, options)).toEqual(run(RMSprop.rule, options));
    expect(rule.defaults).toMatchObject({ alpha: 0.9, epsilon: 1e-8, epsilonInsideRoot: true });
  });

  it('refuses what its documentation does not accept', () => {
    expect(() => scaleByRms({ alpha: 1.1 })).toThrow('scaleByRms.alpha: got 1.1');
    expect(() => scaleByRms({ alpha: 1, biasCorrection: true })).toThrow(
      'scaleByRms.alpha: got 1, expected a number in [0, 1)',
    );
    expect(() => scaleByRms({ epsilon: -1 })).toThrow('scaleByRms.epsilon: got -1');
    expect(() => scaleByRms({ initialAccumulatorValue: -1 })).toThrow(
      'scaleByRms.initialAccumulatorValue: got -1',
    );
    expect(() => scaleByRms({ biasCorrection: 1 as never })).toThrow(
      'scaleByRms.biasCorrection: got 1',
    );
  });
});

describe('scaleByStddev', () => {
  it('is scaleByRms with the means centered', () => {
    const deviation = chain(scaleByStddev(), scaleByLearningRate());
    const centered = chain(scaleByRms(), scaleByLearningRate());
    expect(run(deviation, options)).toEqual(run(centered, { ...options, centered: true }));
    expect(() => scaleByStddev({ alpha: 1.1 })).toThrow('scaleByStddev.alpha: got 1.1');
  });
});
