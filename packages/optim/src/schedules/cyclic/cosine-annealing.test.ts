import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineAnnealing } from './cosine-annealing.js';

describe('cosineAnnealing', () => {
  it('falls and rises for ever, with a period of two times its steps', () => {
    const rate = cosineAnnealing({ from: 3, to: 1, steps: 4 });
    for (let step = 0; step < 8; step++) {
      expect(rate(step)).toBeCloseTo(2 + Math.cos((Math.PI * step) / 4), 14);
      expect(rate(step + 8)).toBeCloseTo(rate(step), 14);
    }
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps }).map(cosineAnnealing));
  });

  it.each([
    [{ from: Number.NaN, steps: 3 }, 'cosineAnnealing.from: got NaN'],
    [{ from: 1, to: -Infinity, steps: 3 }, 'cosineAnnealing.to: got -Infinity'],
    [{ from: 1, steps: 0 }, 'cosineAnnealing.steps: got 0, expected an integer ≥ 1.'],
    [{ from: 1, steps: 3, etaMin: 1 }, 'cosineAnnealing: got option `etaMin`'],
  ])('refuses %o', (options, message) => {
    expect(() => cosineAnnealing(options as never)).toThrow(OptionError);
    expect(() => cosineAnnealing(options as never)).toThrow(message);
  });
});
