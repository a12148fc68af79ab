import * as core from '@nadir/core';
import * as safetensors from '@nadir/core/safetensors';
import * as nn from '@nadir/nn';
import * as optim from '@nadir/optim';
import * as averages from '@nadir/optim/averages';
import * as callbacks from '@nadir/optim/callbacks';
import * as regularizers from '@nadir/optim/regularizers';
import * as schedules from '@nadir/optim/schedules';
import * as transforms from '@nadir/optim/transforms';
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

type Callable = ((...args: unknown[]) => unknown) & (new (...args: unknown[]) => object);

const isClass = (value: Callable) => /^class\b/.test(Function.prototype.toString.call(value));

const functions = Object.entries({
  core,
  safetensors,
  nn,
  optim,
  averages,
  callbacks,
  regularizers,
  schedules,
  transforms,
}).flatMap(([entry, exports]) =>
  Object.entries(exports as Record<string, unknown>)
    .filter(([, value]) => typeof value === 'function')
    .map(([name, value]) => [`${entry}: ${name}`, value as Callable] as const),
);

/** What a function throws for some arguments that is no error of ours. */
async function strangeErrors(value: Callable, some: readonly unknown[][]): Promise<string[]> {
  const strange: string[] = [];
  for (const args of some) {
    try {
      await (isClass(value) ? new value(...args) : value(...args));
    } catch (error) {
      if (!(error instanceof core.NadirError)) strange.push(`${JSON.stringify(args)}: ${error}`);
    }
  }
  return strange;
}

test.each(functions)(
  '%s takes arguments of any kind, or says what it expects',
  async (_, value) => {
    expect(await strangeErrors(value, lists)).toEqual([]);
  },
);

const { rule } = optim.SGD;
const program = core.trace({ name: 'negate', tensors: ['x'] }, ({ x }) => ({ y: core.neg(x) }));
const op: core.TensorOp = {
  name: 'twice',
  results: { y: 'tensor' },
  run: ([x]) => ({ y: tf.mul(x as tf.Tensor, 2) }),
  interpret: () => ({}),
};

/** Functions whose later arguments are read once the first fits. */
const withFirst: readonly [string, unknown, unknown][] = [
  ['Optimizer', core.Optimizer, rule],
  ['RuleInterpreter', core.RuleInterpreter, rule],
  ['bind', core.bind, rule],
  ['call', core.call, op],
  ['cautious', transforms.cautious, rule],
  ['chain', core.chain, rule],
  ['configure', core.configure, rule],
  ['execute', core.execute, program],
  ['interpret', core.interpret, program],
  ['lookahead', transforms.lookahead, rule],
  ['rename', core.rename, rule],
  ['rowwise', core.rowwise, rule],
  ['traceRule', core.traceRule, rule],
];

test.each(withFirst)(
  'what follows the first argument of %s may be of any kind too',
  async (_, value, first) => {
    const some = lists.map((list) => [first, ...list]);
    expect(await strangeErrors(value as Callable, some)).toEqual([]);
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

test.each([
  ['NADIR_OPTION', () => new core.Optimizer(5 as never), 'Optimizer: got 5, expected a transform'],
  ['NADIR_PROGRAM', () => core.call({} as never, []), 'expected an operation on whole tensors'],
  ['NADIR_PROGRAM', () => core.call(op, [5] as never), 'twice: got [5], expected a list'],
  [
    'NADIR_PROGRAM',
    () => core.print({} as never),
    'Object, expected a program. Make one with trace',
  ],
  ['NADIR_PROGRAM', () => core.interpret(null as never, {}, 'float32'), 'interpret: got null'],
  ['NADIR_OPTION', () => core.interpret(program, null as never, 'float32'), 'negate: got null'],
  ['NADIR_PROGRAM', () => core.execute(5 as never, { tensors: {} }), 'execute: got 5, expected a'],
  ['NADIR_OPTION', () => core.execute(program, 5 as never), 'expected tensors by name'],
  [
    'NADIR_PROGRAM',
    () => core.registerBackend({} as never),
    'expected an adapter: { name, compile }',
  ],
  [
    'NADIR_OPTION',
    () => core.traceRule(rule, null as never),
    'traceRule: got null, expected an object',
  ],
  [
    'NADIR_OPTION',
    () => transforms.addPenaltyGradient(rule as never),
    'got SGD, expected a penalty',
  ],
  [
    'NADIR_OPTION',
    () => transforms.proximalStep(null as never),
    'proximalStep: got null, expected',
  ],
  [
    'NADIR_OPTION',
    () => schedules.defineSchedule({} as never),
    'expected a definition: { name, com',
  ],
  ['NADIR_OPTION', () => schedules.configOf(5 as never), 'configOf: got 5, expected a schedule'],
])('%s answers %s with %s', (code, run, message) => {
  expect(run).toThrow(refusal(code, message));
});
