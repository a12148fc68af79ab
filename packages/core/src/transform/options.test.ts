import { describe, expect, test } from 'vitest';
import { OptionError } from '../errors.js';
import { checkTypes, required, structureOf } from './options.js';

describe('structureOf', () => {
  test('keeps flags and words, and of a number whether it matters', () => {
    expect(structureOf({ a: 0, b: -0, c: 1e-9, d: -1, e: true, f: false, g: 'l1' })).toEqual({
      ...{ a: false, b: false, c: true, d: true, e: true, f: false, g: 'l1' },
    });
  });

  test('keeps the values of fixed numbers', () => {
    expect(structureOf({ size: 3, rate: 3 }, ['size'])).toEqual({ size: 3, rate: true });
  });

  test('takes NaN, which stands for a schedule, as a number that matters', () => {
    expect(structureOf({ learningRate: Number.NaN })).toEqual({ learningRate: true });
  });
});

describe('checkTypes', () => {
  const defaults = { rate: 1, size: 2, nesterov: false, kind: 'l1', weights: [1, 2] };
  const declared = { defaults, fixed: ['size'] };
  const check = (options: object) => () =>
    checkTypes('Rule', { ...defaults, ...options }, declared);

  test('accepts values of the type of the default, and schedules of numbers that may change', () => {
    const options = { rate: () => 2, size: 3, nesterov: true, kind: 'l2', weights: [3] };
    expect(check(options)).not.toThrow();
  });

  test.each([
    [{ rate: '1' }, 'Rule.rate: got "1", expected a number or a schedule.'],
    [{ rate: Number.NaN }, 'Rule.rate: got NaN, expected a number or a schedule.'],
    [{ size: () => 3 }, 'Rule.size: got a function, expected a number.'],
    [{ nesterov: 1 }, 'Rule.nesterov: got 1, expected a boolean.'],
    [{ kind: true }, 'Rule.kind: got true, expected a string.'],
    [{ weights: [1, Number.NaN] }, 'Rule.weights: got [1, NaN], expected a list of numbers.'],
  ])('refuses %j', (options, message) => {
    expect(check(options)).toThrow(new OptionError(message));
  });

  test('refuses an option that is required where nobody has given it', () => {
    const decayed = { defaults: { learningRate: required }, fixed: [] };
    expect(() => checkTypes('Rule', decayed.defaults, decayed)).toThrow(
      new OptionError('Rule.learningRate: got NaN, expected a number or a schedule.'),
    );
    expect(() => checkTypes('Rule', { learningRate: 0.1 }, decayed)).not.toThrow();
  });
});
