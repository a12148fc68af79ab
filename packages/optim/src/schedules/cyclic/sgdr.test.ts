import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { warmupCosine } from '../whole-run/warmup-cosine.js';
import { sgdr } from './sgdr.js';

describe('sgdr', () => {
  it('is each of its cycles in turn, and the end of the last after all', () => {
    const [first, second] = [
      { peak: 3, warmupSteps: 2, steps: 10 },
      { from: 1, peak: 2, to: 0.5, warmupSteps: 5, steps: 30, exponent: 2 },
    ];
    const rate = sgdr([first, second]);
    for (let step = 0; step < 60; step++) {
      const expected = step < 10 ? warmupCosine(first)(step) : warmupCosine(second)(step - 10);
      expect(rate(step)).toBe(expected);
    }
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .array(fc.record({ peak: finite, warmupSteps: steps, steps: fc.constant(41) }), {
          minLength: 1,
          maxLength: 3,
        })
        .map(sgdr),
    );
  });

  it.each([
    [[], 'sgdr.cycles: got [], expected a list of at least one cycle.'],
    [{ peak: 1 }, 'sgdr.cycles: got an object'],
    [[{ peak: 1, warmupSteps: 3, steps: 3 }], 'warmupCosine.steps: got 3'],
  ])('refuses %o', (options, message) => {
    expect(() => sgdr(options as never)).toThrow(OptionError);
    expect(() => sgdr(options as never)).toThrow(message);
  });
});
