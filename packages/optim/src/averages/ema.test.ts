import { OptionError, StateError, TensorError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Ema, type EmaOptions } from './ema.js';

beforeAll(() => tf.setBackend('cpu'));

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const series = fc.array(value, { minLength: 1, maxLength: 60 });
const alpha = fc.double({ min: 0.001, max: 0.999, noNaN: true });

/** The last average of a series. */
function averageOf(options: EmaOptions, values: readonly number[]): number {
  const ema = new Ema(options);
  let last = Number.NaN;
  for (const x of values) last = ema.update(x);
  return last;
}

/** Σ aᵢ xᵢ over the series, newest first, with a given weight for each age. */
function weighted(values: readonly number[], weightOfAge: (age: number) => number): number {
  return values.toReversed().reduce((sum, x, age) => sum + weightOfAge(age) * x, 0);
}

describe('Ema of numbers', () => {
  it('is Σ (1 − α) αʲ xₜ₋ⱼ with a decay α from zero', () => {
    fc.assert(
      fc.property(series, alpha, (values, a) => {
        const expected = weighted(values, (age) => (1 - a) * a ** age);
        expect(averageOf({ decay: a, start: 'zero' }, values)).toBeCloseTo(expected, 5);
      }),
    );
  });

  it('is Σ α (1 − α)ʲ xₜ₋ⱼ with a weight α from zero', () => {
    fc.assert(
      fc.property(series, alpha, (values, a) => {
        const expected = weighted(values, (age) => a * (1 - a) ** age);
        expect(averageOf({ weight: a, start: 'zero' }, values)).toBeCloseTo(expected, 5);
      }),
    );
  });

  it('divides by 1 − αᵗ with a decay, by 1 − (1 − α)ᵗ with a weight', () => {
    fc.assert(
      fc.property(series, alpha, (values, a) => {
        const t = values.length;
        const v = weighted(values, (age) => (1 - a) * a ** age);
        expect(averageOf({ decay: a }, values)).toBeCloseTo(v / (1 - a ** t), 5);
        const s = weighted(values, (age) => a * (1 - a) ** age);
        expect(averageOf({ weight: a }, values)).toBeCloseTo(s / (1 - (1 - a) ** t), 5);
      }),
    );
  });

  it('gives the first value the share of all values before it with start first', () => {
    fc.assert(
      fc.property(series, alpha, (values, a) => {
        const t = values.length;
        const expected = weighted(values, (age) => (age === t - 1 ? 1 : 1 - a) * a ** age);
        expect(averageOf({ decay: a, start: 'first' }, values)).toBeCloseTo(expected, 5);
      }),
    );
  });

  it('has the averages worked out by hand for 4, 2, 8 with decay 0.5', () => {
    // zero:      2;    0.5·2 + 1 = 2;    0.5·2 + 4 = 5
    // corrected: 2/0.5 = 4;    2/0.75 = 8/3;    5/0.875 = 40/7
    // first:     4;    3;    5.5
    const all = (options: EmaOptions) => {
      const ema = new Ema(options);
      return [4, 2, 8].map((x) => ema.update(x));
    };
    expect(all({ decay: 0.5, start: 'zero' })).toEqual([2, 2, 5]);
    expect(all({ decay: 0.5, start: 'first' })).toEqual([4, 3, 5.5]);
    const corrected = all({ decay: 0.5 });
    [4, 8 / 3, 40 / 7].forEach((expected, i) => {
      expect(corrected[i]).toBeCloseTo(expected, 14);
    });
  });

  it('returns the first value exactly, and a constant series exactly at every step', () => {
    fc.assert(
      fc.property(value, alpha, fc.boolean(), fc.boolean(), (x, a, asDecay, corrected) => {
        const ema = new Ema({
          ...(asDecay ? { decay: a } : { weight: a }),
          start: corrected ? 'corrected' : 'first',
        });
        for (let t = 1; t <= 40; t++) expect(ema.update(x) === x).toBe(true);
      }),
    );
  });

  it('stays within the range of its values, up to rounding', () => {
    fc.assert(
      fc.property(series, alpha, (values, a) => {
        const mean = averageOf({ decay: a }, values);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-8);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-8);
      }),
    );
  });

  it('is the plain mean for a weight so small that 1 − α rounds to 1', () => {
    // lim α → 0 of α / (1 − (1 − α)ᵗ) is 1 / t.
    expect(averageOf({ weight: 1e-20 }, [1, 2, 6])).toBeCloseTo(3, 12);
  });

  it('follows the last value with decay 0 or weight 1', () => {
    expect(averageOf({ decay: 0 }, [1, 2, 6])).toBe(6);
    expect(averageOf({ weight: 1 }, [1, 2, 6])).toBe(6);
  });

  it('tells its value and count, and forgets both at reset', () => {
    const ema = new Ema({ decay: 0.5 });
    expect(ema.value).toBeUndefined();
    ema.update(3);
    expect([ema.value, ema.count]).toEqual([3, 1]);
    ema.reset();
    expect([ema.value, ema.count]).toEqual([undefined, 0]);
    expect(ema.update(7)).toBe(7);
  });

  it('goes on bit for bit from a state that went through JSON', () => {
    fc.assert(
      fc.property(series, series, alpha, (before, after, decay) => {
        const original = new Ema({ decay });
        for (const x of before) original.update(x);
        const restored = new Ema({ decay });
        restored.load(JSON.parse(JSON.stringify(original.state())));
        for (const x of after) expect(restored.update(x) === original.update(x)).toBe(true);
      }),
    );
  });
});

describe('Ema of tensors', () => {
  it('averages each element as a series of numbers', () => {
    for (const start of ['corrected', 'first', 'zero'] as const) {
      const whole = new Ema<tf.Tensor2D>({ decay: 0.8, start });
      const parts = [0, 1, 2, 3].map(() => new Ema({ decay: 0.8, start }));
      for (let t = 0; t < 20; t++) {
        const values = parts.map((_, i) => Math.sin(1.3 * t + i));
        const result = whole.update(tf.tensor2d(values, [2, 2]));
        expect(result.shape).toEqual([2, 2]);
        const actual = result.dataSync();
        parts.forEach((part, i) => {
          expect(actual[i]).toBeCloseTo(part.update(values[i] as number), 6);
        });
      }
    }
  });

  it('returns the first tensor exactly, and a constant tensor exactly at every step', () => {
    const x = tf.tensor1d([0.1, -3e7, 1e-20, 0, 1 / 3]);
    const ema = new Ema<tf.Tensor1D>({ decay: 0.99 });
    for (let t = 0; t < 20; t++) expect(ema.update(x).dataSync()).toEqual(x.dataSync());
  });

  it('leaves neither the tensors it takes nor those it gave out to later updates', () => {
    const ema = new Ema<tf.Tensor1D>({ decay: 0.5 });
    const x = tf.tensor1d([1, 2]);
    const given = ema.update(x);
    const read = ema.value as tf.Tensor1D;
    for (const { dataId } of [x, given, read]) expect(tf.backend().refCount(dataId)).toBe(1);
    ema.update(tf.tensor1d([100, 100]));
    for (const tensor of [x, given, read]) expect([...tensor.dataSync()]).toEqual([1, 2]);
    for (const tensor of [x, given, read]) tensor.dispose();
    // (1/3) · [1, 2] + (2/3) · [100, 100]
    expect(ema.value?.arraySync()[0]).toBeCloseTo(67, 4);
  });

  it('holds one tensor, however many values it takes, and none after dispose', () => {
    const x = tf.tensor1d([1, 2]);
    const before = tf.memory().numTensors;
    const ema = new Ema<tf.Tensor1D>({ decay: 0.9 });
    for (let t = 0; t < 50; t++) {
      ema.update(x).dispose();
      expect(tf.memory().numTensors).toBe(before + 1);
    }
    ema.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps its average out of tf.tidy, and gives its results to it', () => {
    const ema = new Ema<tf.Scalar>({ decay: 0.5 });
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      ema.update(tf.scalar(4));
    });
    expect(tf.memory().numTensors).toBe(before + 1);
    tf.tidy(() => {
      // 4/3 + 2 · 7/3 … by hand: (0.25 · 4 + 0.5 · 7) / 0.75 = 6
      expect(ema.update(tf.scalar(7)).arraySync()).toBeCloseTo(6, 6);
    });
    expect(tf.memory().numTensors).toBe(before + 1);
  });

  it('goes on bit for bit from a state, whose tensor stays the caller’s', () => {
    const original = new Ema<tf.Tensor1D>({ weight: 0.3 });
    for (let t = 0; t < 7; t++) original.update(tf.tensor1d([Math.sin(t), Math.cos(t)]));
    const state = original.state();
    const before = tf.memory().numTensors;
    const restored = new Ema<tf.Tensor1D>({ weight: 0.3 });
    restored.load(state);
    expect(tf.memory().numTensors).toBe(before + 1);
    const saved = [...(state.value as tf.Tensor1D).dataSync()];
    for (let t = 7; t < 12; t++) {
      const x = tf.tensor1d([Math.sin(t), Math.cos(t)]);
      expect(restored.update(x).dataSync()).toEqual(original.update(x).dataSync());
    }
    expect([...(state.value as tf.Tensor1D).dataSync()]).toEqual(saved);
  });
});

describe('Ema refuses', () => {
  it.each([
    ['Ema: got neither of `decay` and `weight`, expected one.', {}],
    ['Ema: got both of', { decay: 0.9, weight: 0.1 }],
    ['Ema.decay: got 1, expected a number in [0, 1).', { decay: 1 }],
    ['Ema.decay: got NaN', { decay: Number.NaN }],
    ['Ema.weight: got 0, expected a number in (0, 1].', { weight: 0 }],
    ['Ema.weight: got NaN', { weight: Number.NaN }],
    ['Ema.weight: got 1.5', { weight: 1.5 }],
    ['Ema.start: got "last", expected', { decay: 0.5, start: 'last' }],
    ['Ema: got option `alpha`', { alpha: 0.5 }],
  ])('options: %s', (message, options) => {
    const make = () => new Ema(options as EmaOptions);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });

  it('numbers that are not finite, and stays as it was', () => {
    const ema = new Ema({ decay: 0.5 });
    ema.update(4);
    for (const x of [Number.NaN, Infinity, undefined, '4']) {
      expect(() => ema.update(x as number)).toThrow(OptionError);
    }
    expect(ema.state()).toEqual({ count: 1, value: 4 });
  });

  it('tensors of another dtype, shape or kind, and stays as it was', () => {
    const ema = new Ema<tf.Tensor | number>({ decay: 0.5 });
    const disposed = tf.tensor1d([1, 2]);
    disposed.dispose();
    expect(() => ema.update(tf.tensor1d([1], 'int32'))).toThrow(TensorError);
    expect(ema.count).toBe(0);
    ema.update(tf.tensor1d([1, 2]));
    const before = tf.memory().numTensors;
    expect(() => ema.update(disposed)).toThrow('got disposed float32 tensor [2]');
    expect(() => ema.update(3)).toThrow(
      'Ema.update: got 3, expected a float32 tensor [2] as before. Call reset()',
    );
    const wider = tf.tensor1d([1, 2, 3]);
    expect(() => ema.update(wider)).toThrow(TensorError);
    wider.dispose();
    expect(ema.count).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    expect([...(ema.value as tf.Tensor).dataSync()]).toEqual([1, 2]);
  });

  it.each([
    { count: 1 },
    { count: 0, value: 1 },
    { count: 1.5, value: 1 },
    { count: Number.NaN, value: 1 },
    { count: 2, value: Number.NaN },
    { count: '2', value: 1 },
    {},
  ])('the state %o, and stays as it was', (state) => {
    const ema = new Ema({ decay: 0.5 });
    ema.update(4);
    expect(() => ema.load(state as never)).toThrow(StateError);
    expect(ema.state()).toEqual({ count: 1, value: 4 });
  });
});
