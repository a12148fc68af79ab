import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decayWarmup } from './decay-warmup.js';

describe('decayWarmup', () => {
  it('has the decays of timm 1.0.29 ModelEmaV3(decay=0.9999, use_warmup=True)', () => {
    const decay = decayWarmup({ to: 0.9999 });
    // get_decay(1), 2, 11, 101 and 1001; its steps count from 1.
    const timm = [0, 0.370039, 0.79782, 0.953891, 0.990007];
    [0, 1, 10, 100, 1000].forEach((step, i) => {
      expect(decay(step)).toBeCloseTo(timm[i] as number, 6);
    });
    expect(decay(1e9)).toBe(0.9999);
  });

  it('is min(decay, (1 + n) / (10 + n)) of TensorFlow', () => {
    const decay = decayWarmup({ to: 0.9, from: 0.1, timescale: 10, power: 1 });
    for (const n of [0, 1, 10, 79]) expect(decay(n)).toBeCloseTo((1 + n) / (10 + n), 14);
    for (const n of [81, 1000]) expect(decay(n)).toBe(0.9);
  });

  it('is the same again from its config', () => {
    const { positive, share } = optionsOfSchedules;
    expectRestored(
      fc.record({ to: share, from: share, timescale: positive, power: positive }).map(decayWarmup),
    );
  });

  it.each([
    [{ to: 1 }, 'decayWarmup.to: got 1, expected a number in [0, 1).'],
    [{ to: 0.9, from: -0.1 }, 'decayWarmup.from: got -0.1'],
    [{ to: 0.9, timescale: 0 }, 'decayWarmup.timescale: got 0'],
    [{ to: 0.9, power: Number.NaN }, 'decayWarmup.power: got NaN'],
    [{ to: 0.9, gamma: 1 }, 'decayWarmup: got option `gamma`'],
  ])('refuses %o', (options, message) => {
    expect(() => decayWarmup(options)).toThrow(OptionError);
    expect(() => decayWarmup(options)).toThrow(message);
  });
});
