import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { interpreting } from '../../../test/interpreting.js';
import { OptionError } from '../../errors.js';
import { add, mul, sub } from '../expression.js';
import { sum } from '../reduce.js';
import { trace } from '../trace.js';
import type { KernelCall } from './backend.js';
import { BoundProgram, bindProgram } from './bound-program.js';
import { execute } from './execute.js';
import { registerBackend, unregisterBackend } from './registry.js';
import type { ProgramSetting } from './resolve.js';

const momentum = trace(
  {
    name: 'momentum',
    tensors: ['param', 'grad', 'm'],
    broadcasts: ['r'],
    scalars: ['beta', 'rate'],
  },
  ({ param, grad, m, r, beta, rate }) => {
    const mNext = add(mul(m, beta), mul(grad, r));
    return { param: sub(param, mul(rate, mNext)), m: mNext, total: sum(mNext) };
  },
);
const scalars = { beta: 0.5, rate: 0.25 };

beforeAll(async () => {
  await tf.setBackend('cpu');
});
beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  unregisterBackend('cpu');
});

const start = () => ({
  param: tf.variable(tf.tensor1d([1, -2, 3])) as tf.Variable,
  grad: tf.tensor1d([1, 2, 3]) as tf.Tensor,
  m: tf.tensor1d([0.5, 0, -0.5]) as tf.Tensor,
  r: tf.scalar(2) as tf.Tensor,
});

function bound(tensors: Record<string, tf.Tensor>, setting: Partial<ProgramSetting> = {}) {
  const program = bindProgram(momentum, { shape: [3], ...setting });
  for (const [name, tensor] of Object.entries(tensors)) program.set(name, tensor);
  return program;
}

const values = (tensors: Readonly<Record<string, tf.Tensor>>) =>
  Object.fromEntries(Object.entries(tensors).map(([name, one]) => [name, one.dataSync()]));

describe.each(['an adapter', 'ordinary ops'])('a bound program on %s', (kind) => {
  beforeEach(() => {
    if (kind === 'an adapter') registerBackend(interpreting().backend);
  });

  test('gives what execute gives, run after run, on the tensors that are bound at that time', () => {
    const tensors = start();
    const program = bound(tensors);
    for (let run = 0; run < 3; run++) {
      const grad = tf.tensor1d([run, -1, 0.25]);
      const r = tf.scalar(run + 1);
      program.set('grad', grad);
      program.set('r', r);
      const numbers = { ...scalars, rate: 0.1 * (run + 1) };
      const expected = execute(momentum, {
        tensors: { ...tensors, grad, r },
        scalars: numbers,
      });
      const made = program.run(numbers);
      expect(values(made)).toEqual(values(expected));
      tensors.m = made.m as tf.Tensor;
      program.set('m', tensors.m);
      // A variable is bound by itself: what it is assigned is what the next run reads.
      tensors.param.assign(made.param as tf.Tensor);
    }
  });

  test('keeps the numbers that it was bound with', () => {
    const tensors = start();
    const expected = values(execute(momentum, { tensors, scalars }));
    expect(values(bound(tensors, { scalars }).run())).toEqual(expected);
    const partly = bound(tensors, { scalars: { beta: 0.5 } });
    expect(values(partly.run({ beta: 7, rate: 0.25 }))).toEqual(expected);
  });

  test('runs when tensors that it had before are disposed of', () => {
    const tensors = start();
    const program = bound(tensors);
    const expected = values(program.run(scalars));
    const { param } = tensors;
    for (const name of ['grad', 'm', 'r'] as const) {
      program.set(name, tf.clone(tensors[name]));
      tensors[name].dispose();
    }
    expect(values(program.run(scalars))).toEqual(expected);
    param.dispose();
  });

  test('refuses to run without a tensor or a number, and takes others after that', () => {
    const { r, ...tensors } = start();
    const program = bound(tensors);
    expect(() => program.run(scalars)).toThrow(
      new OptionError('momentum: got no tensor `r`, expected one.'),
    );
    program.set('r', r);
    expect(() => program.run({ beta: 0.5 })).toThrow(
      new OptionError('momentum: got undefined for `rate`, expected a number.'),
    );
    expect(Object.keys(program.run(scalars)).sort()).toEqual(['m', 'param', 'total']);
  });

  test('refuses a tensor of another shape or dtype, and keeps the one that it has', () => {
    const tensors = start();
    const program = bound(tensors);
    const expected = values(program.run(scalars));
    expect(() => program.set('grad', tf.zeros([4]))).toThrow(
      new OptionError('momentum: got shape [4] for `grad`, expected [3].'),
    );
    expect(() => program.set('grad', tf.zeros([3], 'int32'))).toThrow(
      new OptionError('momentum: got int32 for `grad`, expected float32.'),
    );
    expect(() => program.set('r', tf.zeros([1]))).toThrow(
      new OptionError('momentum: got shape [1] for `r`, expected [].'),
    );
    expect(values(program.run(scalars))).toEqual(expected);
  });

  test('ignores names that the program does not know', () => {
    const program = bound(start());
    program.set('elsewhere', tf.zeros([7], 'int32'));
    expect(Object.keys(program.run({ ...scalars, elsewhere: 1 }))).toHaveLength(3);
  });
});

describe('with an adapter, a bound program', () => {
  test('writes owned tensors in place and returns the rest', () => {
    registerBackend(interpreting().backend);
    const tensors = start();
    const program = bound(tensors, { owned: ['m'], replaced: ['param'] });
    const { m } = tensors;
    const before = tf.memory().numTensors;
    const made = program.run(scalars);
    // This adapter is never certain that a parameter is not shared.
    expect(Object.keys(made).sort()).toEqual(['param', 'total']);
    expect(tf.memory().numTensors - before).toBe(2);
    // 0.5 m + 2 g
    expect(m.dataSync()).toEqual(Float32Array.of(2.25, 4, 5.75));
    tf.dispose(made);
    tf.dispose(program.run(scalars));
    expect(m.dataSync()).toEqual(Float32Array.of(3.125, 6, 8.875));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is one kernel in tf.profile, compiled once', async () => {
    const { backend, counts } = interpreting();
    registerBackend(backend);
    const program = bound(start());
    const { kernels } = await tf.profile(() => {
      for (let run = 0; run < 3; run++) tf.dispose(program.run(scalars));
    });
    expect(kernels.map(({ name }) => name)).toEqual(Array(3).fill('Nadir.momentum'));
    expect(kernels[0]?.inputShapes).toEqual([[3], [3], [3], []]);
    expect(counts).toEqual({ compiled: 1, run: 3 });
  });

  test('runs on the adapter that is registered at that time', () => {
    const [first, second] = [interpreting(), interpreting()];
    const program = bound(start());
    const results = [];
    for (const one of [undefined, first, second, undefined, first]) {
      if (one === undefined) unregisterBackend('cpu');
      else registerBackend(one.backend);
      results.push(values(program.run(scalars)));
    }
    expect([first.counts.run, second.counts.run]).toEqual([2, 1]);
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test('runs on the TensorFlow.js backend that is current, whichever it was bound on', async () => {
    tf.registerBackend('second', tf.findBackendFactory('cpu'));
    tf.copyRegisteredKernels('cpu', 'second');
    const { backend, counts } = interpreting();
    registerBackend(backend);
    const tensors = start();
    const program = bound(tensors);
    const expected = values(program.run(scalars));
    await tf.setBackend('second');
    expect(values(program.run(scalars))).toEqual(expected);
    expect(counts.run).toBe(1);
    await tf.setBackend('cpu');
    expect(values(program.run(scalars))).toEqual(expected);
    expect(counts.run).toBe(2);
    tf.removeBackend('second');
  });
});

describe('several bound programs', () => {
  /** An adapter whose kernels run for several calls in one launch, and the number of calls in each. */
  function launching() {
    const { backend } = interpreting();
    const launches: number[] = [];
    registerBackend({
      ...backend,
      compile(program) {
        const kernel = backend.compile(program);
        const runAll = (calls: readonly KernelCall[]) => {
          launches.push(calls.length);
          return calls.map((call) => kernel.run(call));
        };
        return { run: (call) => kernel.run(call), runAll };
      },
    });
    return launches;
  }

  const descend = trace(
    { name: 'descend', tensors: ['param', 'grad'], scalars: ['rate'] },
    ({ param, grad, rate }) => ({ param: sub(param, mul(rate, grad)) }),
  );
  const others = () => [
    bound(start()),
    ...[2, 5].map((size) => {
      const program = bindProgram(descend, { shape: [size] });
      program.set('param', tf.fill([size], 3));
      program.set('grad', tf.range(0, size));
      return program;
    }),
    bound({ ...start(), grad: tf.tensor1d([3, 2, 1]) }),
  ];
  const rates = [0.25, 0.5, 1, 0.125].map((rate) => ({ beta: 0.5, rate }));

  test('run in one launch those that are alike, and each gives what it gives alone', () => {
    const expected = others().map((one, i) => values(one.run(rates[i])));
    const launches = launching();
    expect(BoundProgram.runAll(others(), rates).map(values)).toEqual(expected);
    expect(launches).toEqual([2, 2]);
  });

  test('run one after the other on an adapter without such launches, and without an adapter', () => {
    const expected = others().map((one, i) => values(one.run(rates[i])));
    expect(BoundProgram.runAll(others(), rates).map(values)).toEqual(expected);
    const { backend, counts } = interpreting();
    registerBackend(backend);
    expect(BoundProgram.runAll(others(), rates).map(values)).toEqual(expected);
    expect(counts.run).toBe(4);
  });

  test('are all complete before any runs', () => {
    const launches = launching();
    const wrong = [...rates.slice(0, 3), { beta: 0.5, rate: undefined as never }];
    expect(() => BoundProgram.runAll(others(), wrong)).toThrow('got undefined for `rate`');
    expect(launches).toEqual([]);
  });
});
