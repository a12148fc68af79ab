import { OptionError } from '@nadir/core';
import { describe, expect, it } from 'vitest';
import { sgdr } from './sgdr.js';
import { warmupCosine } from './warmup-cosine.js';

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

  it.each([
    [[], 'sgdr.cycles: got [], expected a list of at least one cycle.'],
    [{ peak: 1 }, 'sgdr.cycles: got an object'],
    [[{ peak: 1, warmupSteps: 3, steps: 3 }], 'warmupCosine.steps: got 3'],
  ])('refuses %o', (options, message) => {
    expect(() => sgdr(options as never)).toThrow(OptionError);
    expect(() => sgdr(options as never)).toThrow(message);
  });
});
