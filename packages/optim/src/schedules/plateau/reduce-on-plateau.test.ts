import { OptionError, StateError } from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReduceOnPlateau, type ReduceOnPlateauOptions } from './reduce-on-plateau.js';

const run = (options: Partial<ReduceOnPlateauOptions>, metrics: readonly number[]) => {
  const plateau = new ReduceOnPlateau({ from: 1, ...options });
  return metrics.map((metric) => plateau.step(metric));
};

describe('ReduceOnPlateau', () => {
  it('reduces after `patience` metrics without improvement and one more', () => {
    // The first 5 is the best; three more are bad, and three after that.
    const options = { patience: 2, factor: 0.5 };
    expect(run(options, [5, 5, 5, 5, 5, 5, 5])).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25]);
    expect(run({ ...options, mode: 'max' }, [1, 2, 2, 3, 3, 2, 1])).toEqual([
      1, 1, 1, 1, 1, 1, 0.5,
    ]);
  });

  it('asks for an improvement by more than its threshold', () => {
    const options = { patience: 0, factor: 0.5, threshold: 0.1 };
    expect(run(options, [10, 9.5, 8.9])).toEqual([1, 0.5, 0.5]);
    expect(run({ ...options, thresholdMode: 'absolute' }, [10, 9.95, 9.8])).toEqual([1, 0.5, 0.5]);
  });

  it('reduces for a negative metric that stays, where PyTorch never does', () => {
    const options = { patience: 1, factor: 0.5 };
    expect(run(options, [-1, -1, -1])).toEqual([1, 1, 0.5]);
    expect(run({ ...options, mode: 'max' }, [-1, -1, -1])).toEqual([1, 1, 0.5]);
    expect(run(options, [-1, -1.1, -1.2])).toEqual([1, 1, 1]);
  });

  it('counts nothing while it cools down', () => {
    const options = { patience: 0, factor: 0.5, cooldown: 2 };
    expect(run(options, [1, 1, 1, 1, 1, 1])).toEqual([1, 0.5, 0.5, 0.5, 0.25, 0.25]);
  });

  it('stops at its end, and makes no reduction as small as epsilon', () => {
    expect(run({ patience: 0, factor: 0.5, to: 0.4 }, [1, 1, 1, 1])).toEqual([1, 0.5, 0.4, 0.4]);
    expect(run({ patience: 0, factor: 0.9, epsilon: 0.2 }, [1, 1])).toEqual([1, 1]);
  });

  it('takes what is not finite for bad, the first metric too', () => {
    const metrics = [Number.NaN, -Infinity, 3, Infinity, Number.NaN];
    expect(run({ patience: 1, factor: 0.5 }, metrics)).toEqual([1, 0.5, 0.5, 0.5, 0.25]);
  });

  it('has a schedule that is its value at any step', () => {
    const plateau = new ReduceOnPlateau({ from: 1, patience: 0, factor: 0.5 });
    const { schedule } = plateau;
    expect(schedule(0)).toBe(1);
    plateau.step(1);
    plateau.step(1);
    expect([0, 7].map(schedule)).toEqual([0.5, 0.5]);
    expect(plateau.value).toBe(0.5);
  });

  it('goes on from a state that went through JSON', () => {
    // JSON has no −0.
    const metric = fc.double({ min: -3, max: 3 }).map((x) => x + 0);
    const metrics = fc.array(metric, { maxLength: 30 });
    fc.assert(
      fc.property(metrics, metrics, fc.constantFrom('min', 'max'), (before, after, mode) => {
        const options = { from: 1, patience: 1, cooldown: 1, factor: 0.5, mode } as const;
        const original = new ReduceOnPlateau(options);
        for (const metric of before) original.step(metric);
        const restored = new ReduceOnPlateau(options);
        restored.load(JSON.parse(JSON.stringify(original.state())));
        for (const metric of after) expect(restored.step(metric)).toBe(original.step(metric));
        expect(restored.state()).toEqual(original.state());
      }),
    );
  });

  it.each([
    [{ from: Number.NaN }, 'ReduceOnPlateau.from: got NaN'],
    [{ from: 1, to: Infinity }, 'ReduceOnPlateau.to: got Infinity'],
    [{ from: 1, factor: 1 }, 'ReduceOnPlateau.factor: got 1, expected a number in [0, 1).'],
    [{ from: 1, patience: -1 }, 'ReduceOnPlateau.patience: got -1'],
    [{ from: 1, cooldown: 0.5 }, 'ReduceOnPlateau.cooldown: got 0.5'],
    [{ from: 1, threshold: -1 }, 'ReduceOnPlateau.threshold: got -1'],
    [{ from: 1, epsilon: Number.NaN }, 'ReduceOnPlateau.epsilon: got NaN'],
    [{ from: 1, mode: 'low' }, "ReduceOnPlateau.mode: got \"low\", expected 'min' or 'max'."],
    [{ from: 1, thresholdMode: 'rel' }, 'ReduceOnPlateau.thresholdMode: got "rel"'],
    [{ from: 1, minLr: 1 }, 'ReduceOnPlateau: got option `minLr`'],
  ])('refuses %o', (options, message) => {
    expect(() => new ReduceOnPlateau(options as never)).toThrow(OptionError);
    expect(() => new ReduceOnPlateau(options as never)).toThrow(message);
  });

  it('refuses a metric that is no number, and stays as it was', () => {
    const plateau = new ReduceOnPlateau({ from: 1 });
    const before = plateau.state();
    for (const metric of [undefined, '1', {}]) {
      expect(() => plateau.step(metric as never)).toThrow(OptionError);
    }
    expect(plateau.state()).toEqual(before);
  });

  it.each([
    undefined,
    {},
    { value: Number.NaN, best: 1, bad: 0, cooldown: 0 },
    { value: 1, best: '1', bad: 0, cooldown: 0 },
    { value: 1, bad: 0, cooldown: 0 },
    { value: 1, best: 1, bad: -1, cooldown: 0 },
    { value: 1, best: 1, bad: 0, cooldown: 1.5 },
  ])('refuses the state %o, and stays as it was', (state) => {
    const plateau = new ReduceOnPlateau({ from: 1 });
    plateau.step(4);
    const before = plateau.state();
    expect(() => plateau.load(state as never)).toThrow(StateError);
    expect(plateau.state()).toEqual(before);
  });
});
