import * as core from '@nadir/core';
import * as nn from '@nadir/nn';
import * as optim from '@nadir/optim';
import * as averages from '@nadir/optim/averages';
import * as callbacks from '@nadir/optim/callbacks';
import * as regularizers from '@nadir/optim/regularizers';
import * as schedules from '@nadir/optim/schedules';
import { cautious, lookahead } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const odd = [
  undefined,
  null,
  5,
  Number.NaN,
  'text',
  true,
  {},
  [],
  [null],
  () => 1,
  { parameters: null },
];

/** All lists of up to two odd arguments. */
const lists = [[], ...odd.flatMap((one) => [[one], ...odd.map((other) => [one, other])])];

/** Names that take a definition or a rule, which only people who write those call. */
const forAuthors = ['defineSchedule', 'configOf', 'LBFGSInterpreter'];

/** What makes a rule of others, or of a definition. */
const { bind, chain, configure, defineTransform, rename, rowwise, trace } = core;
const rules = {
  bind,
  cautious,
  chain,
  configure,
  defineTransform,
  lookahead,
  rename,
  rowwise,
  trace,
};

type Callable = ((...args: unknown[]) => unknown) & (new (...args: unknown[]) => object);

const isClass = (value: Callable) => /^class\b/.test(Function.prototype.toString.call(value));

const functions = Object.entries({
  nn,
  optim,
  averages,
  callbacks,
  regularizers,
  schedules,
  rules,
}).flatMap(([entry, exports]) =>
  Object.entries(exports as Record<string, unknown>)
    .filter(([name, value]) => typeof value === 'function' && !forAuthors.includes(name))
    .map(([name, value]) => [`${entry}: ${name}`, value as Callable] as const),
);

test.each(functions)(
  '%s takes arguments of any kind, or says what it expects',
  async (_, value) => {
    const strange: string[] = [];
    for (const args of lists) {
      try {
        await (isClass(value) ? new value(...args) : value(...args));
      } catch (error) {
        if (!(error instanceof core.NadirError)) strange.push(`${JSON.stringify(args)}: ${error}`);
      }
    }
    expect(strange).toEqual([]);
  },
);

const refusal = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

test('an optimizer says what it expects in place of odd gradients, losses and options', () => {
  const w = tf.variable(tf.tensor1d([1, 2]));
  const optimizer = new optim.SGD([w], { learningRate: 0.1 });
  for (const given of [5, null, undefined, 'text', [5], [null], [{}], tf.ones([2])]) {
    expect(() => optimizer.applyGradients(given as never)).toThrow(
      refusal(
        'NADIR_TENSOR',
        'expected gradients by the names of variables, or a list of { name, tensor }',
      ),
    );
  }
  for (const given of [5, null, undefined, {}]) {
    expect(() => optimizer.step(given as never)).toThrow(
      refusal('NADIR_OPTION', 'expected a function that computes the loss'),
    );
    expect(() => optimizer.computeGradients(given as never)).toThrow(
      refusal('NADIR_OPTION', 'loss'),
    );
  }
  for (const given of [5, null, undefined]) {
    expect(() => optimizer.setOptions(given as never)).toThrow(
      refusal('NADIR_OPTION', 'expected an object of options'),
    );
    expect(() => optimizer.addGroup(given as never)).toThrow(refusal('NADIR_OPTION', 'expected'));
  }
  expect([...w.dataSync()]).toEqual([1, 2]);
  expect(optimizer.iterations).toBe(0);
});
