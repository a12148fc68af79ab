import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { warmupStableDecay } from './warmup-stable-decay.js';

describe('warmupStableDecay', () => {
  it.each([
    // What is left after a quarter of the decay: 1 − x, (1 + cos πx)/2, 1 − √x, 1 − x².
    ['linear', 0.75],
    ['cosine', (1 + Math.SQRT1_2) / 2],
    ['sqrt', 0.5],
    ['square', 0.9375],
  ] as const)('rises, stays and decays: %s', (shape, left) => {
    const rate = warmupStableDecay({
      from: 1,
      peak: 3,
      to: 1,
      warmupSteps: 10,
      stableSteps: 80,
      decaySteps: 20,
      shape,
    });
    expect([0, 5, 10, 50, 90].map(rate)).toEqual([1, 2, 3, 3, 3]);
    expect(rate(95)).toBeCloseTo(1 + 2 * left, 14);
    expect([110, 111, 1e6].map(rate)).toEqual([1, 1, 1]);
  });

  it('may lack any of its parts', () => {
    const rate = warmupStableDecay({ peak: 2, warmupSteps: 0, stableSteps: 3, decaySteps: 0 });
    expect([0, 2, 3, 4].map(rate)).toEqual([2, 2, 0, 0]);
  });

  it('is the same again from its config', () => {
    const { finite, shape, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .record({
          from: finite,
          to: finite,
          peak: finite,
          warmupSteps: steps,
          stableSteps: steps,
          decaySteps: steps,
          shape,
        })
        .map(warmupStableDecay),
    );
  });

  it.each([
    [
      { peak: 1, from: Number.NaN, warmupSteps: 1, stableSteps: 1, decaySteps: 1 },
      'warmupStableDecay.from: got NaN',
    ],
    [
      { peak: Infinity, warmupSteps: 1, stableSteps: 1, decaySteps: 1 },
      'warmupStableDecay.peak: got Infinity',
    ],
    [
      { peak: 1, to: Number.NaN, warmupSteps: 1, stableSteps: 1, decaySteps: 1 },
      'warmupStableDecay.to: got NaN',
    ],
    [
      { peak: 1, warmupSteps: -1, stableSteps: 1, decaySteps: 1 },
      'warmupStableDecay.warmupSteps: got -1',
    ],
    [
      { peak: 1, warmupSteps: 1, stableSteps: 0.5, decaySteps: 1 },
      'warmupStableDecay.stableSteps: got 0.5',
    ],
    [{ peak: 1, warmupSteps: 1, stableSteps: 1 }, 'warmupStableDecay.decaySteps: got undefined'],
    [
      { peak: 1, warmupSteps: 1, stableSteps: 1, decaySteps: 1, shape: '1-sqrt' },
      'warmupStableDecay.shape: got "1-sqrt"',
    ],
    [
      { peak: 1, warmupSteps: 1, stableSteps: 1, decaySteps: 1, steps: 1 },
      'warmupStableDecay: got option `steps`',
    ],
  ])('refuses %o', (options, message) => {
    expect(() => warmupStableDecay(options as never)).toThrow(OptionError);
    expect(() => warmupStableDecay(options as never)).toThrow(message);
  });
});
