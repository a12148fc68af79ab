import { describe, expect, test } from 'vitest';
import { checkPositive } from '../check.js';
import { OptionError } from '../errors.js';
import { mul, sub } from '../program/expression.js';
import { chain, rename } from './chain.js';
import { configure } from './configure.js';
import { defineTransform } from './define-transform.js';
import { required } from './options.js';
import { firstStep } from './transform.js';

const descend = defineTransform({
  name: 'Descend',
  defaults: { learningRate: 0.1, maximize: false },
  fixed: { size: 2 },
  check: (o, where) => checkPositive(where, o, 'learningRate', 'size'),
  scalars: ({ learningRate }) => ({ learningRate }),
  update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
});

const shrink = defineTransform({
  name: 'Shrink',
  defaults: { learningRate: required, shrinkage: 0.5 },
  check: (o, where) => checkPositive(where, o, 'shrinkage'),
  scalars: ({ learningRate, shrinkage }) => ({ keep: 1 - learningRate * shrinkage }),
  update: ({ param }, { keep }) => ({ param: mul(keep, param) }),
});

describe('configure', () => {
  test('gives options other defaults, of which the newest counts', () => {
    const faster = configure(configure(descend, { learningRate: 0.4, size: 3 }), {
      learningRate: 0.5,
    });
    expect(faster.name).toBe('Descend');
    expect(faster.defaults).toEqual({ learningRate: 0.5, maximize: false, size: 3 });
    expect(faster.given).toEqual({ learningRate: 0.5, size: 3 });
    expect(descend.defaults.learningRate).toBe(0.1);
  });

  test('keeps a schedule as it is given, and its value at step 0 among the defaults', () => {
    const schedule = (k: number) => 10 ** k;
    const scheduled = configure(descend, { learningRate: schedule });
    expect(scheduled.given.learningRate).toBe(schedule);
    expect(scheduled.defaults.learningRate).toBe(1);
  });

  test('leaves what is undefined, and a transform that is given nothing', () => {
    const { given } = configure(descend, { learningRate: undefined, size: 3 });
    expect(given).toEqual({ size: 3 });
    expect(configure(descend, {})).toBe(descend);
    expect(configure(descend, { learningRate: undefined })).toBe(descend);
  });

  test('leaves options open, also in a chain', () => {
    const rule = chain(shrink, configure(descend, { learningRate: 0.4 }));
    expect(Object.keys(rule.defaults)).toEqual(expect.arrayContaining(['learningRate', 'size']));
    const scalars = rule.scalars({ ...rule.defaults, learningRate: 2 }, firstStep({}));
    expect(scalars).toEqual({ keep: 0, learningRate: 2 });
  });

  test('of a chain reaches each transform that has the option', () => {
    const both = chain('Both', shrink, configure(descend, { learningRate: 0.4 }));
    const faster = configure(both, { learningRate: 0.8 });
    expect(faster.name).toBe('Both');
    expect(faster.transforms.map(({ given }) => given)).toEqual([
      { learningRate: 0.8 },
      { learningRate: 0.8 },
    ]);
    expect(faster.defaults.learningRate).toBe(0.8);
    expect(both.defaults.learningRate).toBe(0.4);
  });

  test('keeps the name of a transform that was renamed', () => {
    const renamed = configure(rename(descend, 'Other'), { learningRate: 0.4 });
    expect(renamed.name).toBe('Other');
    expect(renamed.defaults.learningRate).toBe(0.4);
  });

  test.each([
    [{ rate: 1 }, 'Descend: got option `rate`'],
    [{ learningRate: 0 }, 'Descend.learningRate: got 0, expected a finite number > 0.'],
    [{ learningRate: () => -1 }, 'Descend.learningRate: got -1, expected a finite number > 0.'],
    [{ learningRate: () => '1' }, 'Descend.learningRate: got "1", expected a number'],
    [
      { learningRate: Number.NaN },
      'Descend.learningRate: got NaN, expected a number or a schedule.',
    ],
    [{ maximize: 1 }, 'Descend.maximize: got 1, expected a boolean.'],
    [{ size: () => 3 }, 'Descend.size: got a function, expected a number.'],
  ])('refuses %o', (given, message) => {
    expect(() => configure(descend, given)).toThrow(OptionError);
    expect(() => configure(descend, given)).toThrow(message);
  });

  test('refuses what is out of range also while a required option is open', () => {
    expect(configure(shrink, { shrinkage: 1 }).defaults).toEqual({
      learningRate: required,
      shrinkage: 1,
    });
    expect(() => configure(shrink, { shrinkage: -1 })).toThrow(
      new OptionError('Shrink.shrinkage: got -1, expected a finite number > 0.'),
    );
  });
});
