import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noam } from './noam.js';

describe('noam', () => {
  it('has its peak of 1 / √(d W) at the last step of the warm-up', () => {
    const rate = noam({ modelSize: 512, warmupSteps: 4000 });
    expect(rate(3999)).toBeCloseTo(1 / Math.sqrt(512 * 4000), 15);
    expect(rate(3998)).toBeLessThan(rate(3999));
    expect(rate(4000)).toBeLessThan(rate(3999));
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(fc.record({ modelSize: steps, warmupSteps: steps, factor: finite }).map(noam));
  });

  it.each([
    [{ modelSize: 0, warmupSteps: 1 }, 'noam.modelSize: got 0, expected an integer ≥ 1.'],
    [{ modelSize: 1, warmupSteps: 0 }, 'noam.warmupSteps: got 0'],
    [{ modelSize: 1, warmupSteps: 1, factor: Number.NaN }, 'noam.factor: got NaN'],
    [{ modelSize: 1, warmupSteps: 1, peak: 1 }, 'noam: got option `peak`'],
  ])('refuses %o', (options, message) => {
    expect(() => noam(options as never)).toThrow(OptionError);
    expect(() => noam(options as never)).toThrow(message);
  });
});
