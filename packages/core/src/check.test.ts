import { describe, expect, test } from 'vitest';
import {
  checkBoolean,
  checkFraction,
  checkInteger,
  checkNames,
  checkNonNegative,
  checkPositive,
  checkProbability,
  checkWord,
} from './check.js';
import { OptionError } from './errors.js';

const smallest = Number.MIN_VALUE;
/** The largest and the smallest positive number of float32. */
const largestSingle = (2 - 2 ** -23) * 2 ** 127;
const smallestSingle = 2 ** -149;
const below1 = 1 - Number.EPSILON / 2;

/** No range takes these, and how each is written in a message. */
const noNumbers: readonly [unknown, string][] = [
  [Number.NaN, 'NaN'],
  [undefined, 'undefined'],
  [null, 'null'],
  ['0.5', '"0.5"'],
  [true, 'true'],
  [0n, '0'],
  [[0.5], '[0.5]'],
  [{}, 'an object of class Object'],
  [() => 0.5, 'a function'],
];

describe.each([
  {
    check: checkNonNegative,
    expected: 'a finite number ≥ 0',
    accepted: [0, -0, smallest, 1, largestSingle],
    refused: [-smallest, -1, Infinity, -Infinity],
  },
  {
    check: checkPositive,
    expected: 'a finite number > 0',
    accepted: [smallestSingle, 1, largestSingle],
    refused: [0, -0, -1, Infinity, -Infinity],
  },
  {
    check: checkFraction,
    expected: 'a number in [0, 1)',
    accepted: [0, -0, smallest, 0.5, below1],
    refused: [1, -smallest, 2, Infinity, -Infinity],
  },
  {
    check: checkProbability,
    expected: 'a number in [0, 1]',
    accepted: [0, -0, smallest, 0.5, below1, 1],
    refused: [1 + Number.EPSILON, -smallest, Infinity, -Infinity],
  },
])('$check.name takes $expected', ({ check, expected, accepted, refused }) => {
  test.each(accepted)('so %d', (value) => {
    expect(() => check('Rule', { option: value }, 'option')).not.toThrow();
  });

  test.each(refused)('so not %d', (value) => {
    expect(() => check('Rule', { option: value }, 'option')).toThrow(
      new OptionError(`Rule.option: got ${value}, expected ${expected}.`),
    );
  });

  test.each(noNumbers)('and nothing but numbers: not %s', (value, described) => {
    expect(() => check('Rule', { option: value }, 'option')).toThrow(
      new OptionError(`Rule.option: got ${described}, expected ${expected}.`),
    );
  });

  test('for each of the names, and only for these', () => {
    const values = { a: 0.5, b: Number.NaN, c: 0.5 };
    expect(() => check('Rule', values, 'a', 'c')).not.toThrow();
    expect(() => check('Rule', values)).not.toThrow();
    expect(() => check('Rule', values, 'a', 'b', 'c')).toThrow(/^Rule\.b: /);
  });
});

describe('a range of numbers that a kernel sees', () => {
  test('is that of float32', () => {
    const check = (option: number) => () => checkPositive('Rule', { option }, 'option');
    expect(check(1e39)).toThrow(
      'Rule.option: got 1e+39, which is Infinity in float32, expected a finite number > 0.',
    );
    expect(check(1e-46)).toThrow('got 1e-46, which is 0 in float32, expected');
    expect(() => checkNonNegative('Rule', { option: 1e-46 }, 'option')).not.toThrow();
  });
});

describe('checkInteger', () => {
  test.each([
    [0, 0],
    [0, -0],
    [1, 1],
    [-5, -5],
    [2, Number.MAX_SAFE_INTEGER],
  ])('takes integers from %i on: %d', (least, value) => {
    expect(() => checkInteger('Rule', { option: value }, least, 'option')).not.toThrow();
  });

  test.each([
    [0, -1],
    [1, 0],
    [1, 1.5],
    [0, 2 ** 53],
    [0, Infinity],
    [0, Number.NaN],
  ])('refuses what is less than %i or no integer that is safe: %d', (least, value) => {
    expect(() => checkInteger('Rule', { option: value }, least, 'option')).toThrow(
      new OptionError(`Rule.option: got ${value}, expected an integer ≥ ${least}.`),
    );
  });

  test('refuses the text of an integer', () => {
    expect(() => checkInteger('Rule', { option: '1' }, 0, 'option')).toThrow(OptionError);
  });
});

describe('checkBoolean', () => {
  test('takes true and false', () => {
    expect(() => checkBoolean('Rule', { a: true, b: false }, 'a', 'b')).not.toThrow();
  });

  test.each([
    [0, '0'],
    [1, '1'],
    ['true', '"true"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN'],
  ])('refuses %s', (value, described) => {
    expect(() => checkBoolean('Rule', { option: value }, 'option')).toThrow(
      new OptionError(`Rule.option: got ${described}, expected true or false.`),
    );
  });
});

describe('checkWord', () => {
  test('takes each of the words', () => {
    for (const word of ['throw', 'skip']) {
      expect(() => checkWord('Rule', { option: word }, 'option', ['throw', 'skip'])).not.toThrow();
    }
  });

  test.each([
    ['Throw', '"Throw"'],
    ['', '""'],
    [undefined, 'undefined'],
    [0, '0'],
    [['throw'], '["throw"]'],
  ])('refuses anything else: %s', (value, described) => {
    expect(() => checkWord('Rule', { option: value }, 'option', ['throw', 'skip'])).toThrow(
      new OptionError(`Rule.option: got ${described}, expected 'throw' or 'skip'.`),
    );
  });
});

describe('checkNames', () => {
  const known = ['learningRate', 'beta1', 'beta2'];

  test('takes any of the known names, and none', () => {
    expect(() => checkNames('Rule', {}, known)).not.toThrow();
    expect(() => checkNames('Rule', { beta2: 1, learningRate: undefined }, known)).not.toThrow();
  });

  test('names what is not known, and what is', () => {
    expect(() => checkNames('Rule', { beta1: 1, beta3: 1 }, known)).toThrow(
      new OptionError('Rule: got option `beta3`, expected `learningRate`, `beta1`, `beta2`.'),
    );
    expect(() => checkNames('Rule', { beta3: 1 }, [])).toThrow(
      new OptionError('Rule: got option `beta3`, expected none.'),
    );
  });

  // The names that torch.optim gives its options.
  test.each([
    ['lr', 'Write `learningRate` for `lr`.'],
    ['betas', 'Write `beta1` and `beta2` for `betas`.'],
    ['eps', 'Write `epsilon` for `eps`.'],
    ['weight_decay', 'Write `weightDecay` for `weight_decay`.'],
    ['lr_decay', 'Write `learningRateDecay` for `lr_decay`.'],
    [
      'initial_accumulator_value',
      'Write `initialAccumulatorValue` for `initial_accumulator_value`.',
    ],
    ['momentum_decay', 'Write `momentumDecay` for `momentum_decay`.'],
    ['decoupled_weight_decay', 'Write `decoupledWeightDecay` for `decoupled_weight_decay`.'],
    ['etas', 'Write `etaMinus` and `etaPlus` for `etas`.'],
    ['step_sizes', 'Write `stepSizeMin` and `stepSizeMax` for `step_sizes`.'],
    ['lambd', 'Write `lambda` for `lambd`.'],
    ['d', 'Write `clipThreshold` for `d`.'],
    ['beta2_decay', 'Write `beta2Decay` for `beta2_decay`.'],
    ['params', 'Write `parameters` for `params`.'],
  ])('answers the short name %s with the name to write', (name, advice) => {
    // Every name that could be advised is known here.
    const all = [
      ...['learningRate', 'beta1', 'beta2', 'epsilon', 'weightDecay', 'learningRateDecay'],
      ...[
        'initialAccumulatorValue',
        'momentumDecay',
        'decoupledWeightDecay',
        'etaMinus',
        'etaPlus',
      ],
      ...['stepSizeMin', 'stepSizeMax', 'lambda', 'clipThreshold', 'beta2Decay', 'parameters'],
    ];
    expect(() => checkNames('Rule', { [name]: 1 }, all)).toThrow(OptionError);
    expect(() => checkNames('Rule', { [name]: 1 }, all)).toThrow(advice);
  });

  test('advises no name that it would refuse', () => {
    expect(() => checkNames('Rule', { eps: 1 }, known)).toThrow(
      new OptionError('Rule: got option `eps`, expected `learningRate`, `beta1`, `beta2`.'),
    );
  });

  test('advises nothing for names that every object has', () => {
    expect(() => checkNames('Rule', { constructor: 1 }, ['a'])).toThrow(
      new OptionError('Rule: got option `constructor`, expected `a`.'),
    );
  });
});
