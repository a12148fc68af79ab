import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { interpreting } from '../../../test/interpreting.js';
import { OptionError } from '../../errors.js';
import { add, bits, mul, uniform } from '../expression.js';
import { sum } from '../reduce.js';
import { type Program, trace } from '../trace.js';
import type { Backend, KernelCall } from './backend.js';
import { execute } from './execute.js';
import { registerBackend, unregisterBackend } from './registry.js';
import type { ProgramCall } from './resolve.js';

const scale = trace(
  { name: 'scale', tensors: ['x', 'y'], broadcasts: ['r'], scalars: ['s'] },
  ({ x, y, r, s }) => ({ x: add(mul(x, r), mul(y, s)) }),
);

function call(overrides: Partial<ProgramCall<tf.Tensor>> = {}): ProgramCall<tf.Tensor> {
  return {
    tensors: { x: tf.tensor1d([1, 2]), y: tf.tensor1d([10, 20]), r: tf.scalar(2) },
    scalars: { s: 0.5 },
    ...overrides,
  };
}

const kernelNames = async (body: () => void) =>
  (await tf.profile(() => body())).kernels.map(({ name }) => name);

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

describe('execute', () => {
  // x r + y s = [1 · 2 + 10 · 0.5, 2 · 2 + 20 · 0.5].
  const expected = Float32Array.of(7, 14);

  test('runs with ordinary ops where no adapter is registered', async () => {
    let values: Float32Array | undefined;
    const names = await kernelNames(() => {
      values = execute(scale, call()).x?.dataSync() as Float32Array;
    });
    expect(values).toEqual(expected);
    expect(names).not.toContain('Nadir.scale');
  });

  test('runs as one kernel, which tf.profile shows, where one is', async () => {
    registerBackend(interpreting().backend);
    const given = call();
    let values: Float32Array | undefined;
    const names = await kernelNames(() => {
      values = execute(scale, given).x?.dataSync() as Float32Array;
    });
    expect(values).toEqual(expected);
    expect(names).toEqual(['Nadir.scale']);
  });

  test('resolves for the kernel where each name goes, over which shape and how many elements', () => {
    const seen: KernelCall[] = [];
    const spy: Backend = {
      name: 'cpu',
      compile: () => ({
        run(kernelCall) {
          seen.push(kernelCall);
          return {};
        },
      }),
    };
    registerBackend(spy);
    const program = trace(
      {
        name: 'step',
        tensors: ['param', 'm'],
        broadcasts: ['r'],
        scalars: ['s'],
        integers: ['k'],
      },
      ({ param, m, r, s, k }) => ({
        n: sum(m),
        param: add(param, mul(m, r)),
        m: mul(uniform(bits(k, k, k)), s),
      }),
    );
    const tensors = {
      ...{ other: tf.zeros([7]), r: tf.scalar(2), late: tf.scalar(1), v: tf.zeros([2, 3]) },
      ...{ m: tf.zeros([2, 3]), param: tf.zeros([2, 3]) },
    };
    const { param, m, v, r } = tensors;
    const scalars = { k: 3, s: 0.5, unknown: 1 };
    const call = { tensors, scalars, owned: ['late', 'v', 'm'], replaced: ['param'] };
    expect(execute(program, call)).toEqual({});
    const [{ shape, size, tensors: given, broadcasts, numbers, owned, replaced, state }] = seen as [
      KernelCall,
    ];
    expect([shape, size, numbers]).toEqual([[2, 3], 6, [0.5, 3]]);
    const lists = [given, broadcasts, owned, replaced, state];
    expect(lists.map((list) => list.map((one) => one?.dataId))).toEqual(
      [
        [param, m],
        [r],
        [undefined, undefined, m],
        [undefined, param, undefined],
        // `late` has another shape.
        [undefined, v, m],
      ].map((list) => list.map((one) => one?.dataId)),
    );
  });

  test('gives each output its name', () => {
    registerBackend(interpreting().backend);
    const program = trace({ name: 'two', tensors: ['x'] }, ({ x }) => ({
      b: add(x, 1),
      n: sum(x),
      a: add(x, 2),
    }));
    const { a, b, n } = execute(program, { tensors: { x: tf.tensor1d([1, 2]) }, scalars: {} });
    expect(a?.dataSync()).toEqual(Float32Array.of(3, 4));
    expect(b?.dataSync()).toEqual(Float32Array.of(2, 3));
    expect(n?.dataSync()).toEqual(Float32Array.of(3));
  });

  test('returns nothing for what was written in place', () => {
    registerBackend(interpreting().backend);
    const given = call({ owned: ['x'] });
    expect(execute(scale, given)).toEqual({});
    expect(given.tensors.x?.dataSync()).toEqual(expected);
  });

  test('compiles programs with equal texts once, others anew', () => {
    const { backend, counts } = interpreting();
    registerBackend(backend);
    const shift = (by: number) =>
      trace({ name: 'shift', tensors: ['x'] }, ({ x }) => ({ x: add(x, by) }));
    const run = (program: Program) =>
      execute(program, { tensors: { x: tf.tensor1d([1]) }, scalars: {} }).x?.dataSync()[0];
    expect([run(shift(1)), run(shift(1))]).toEqual([2, 2]);
    expect(counts).toEqual({ compiled: 1, run: 2 });
    // The same name, another program.
    expect(run(shift(2))).toBe(3);
    expect(counts).toEqual({ compiled: 2, run: 3 });
  });

  test('compiles for each adapter, and asks only the one that is registered', () => {
    const [first, second] = [interpreting(), interpreting()];
    registerBackend(first.backend);
    execute(scale, call());
    registerBackend(second.backend);
    execute(scale, call());
    unregisterBackend('cpu');
    execute(scale, call());
    expect([first.counts, second.counts]).toEqual([
      { compiled: 1, run: 1 },
      { compiled: 1, run: 1 },
    ]);
  });

  test('ignores an adapter for another backend', () => {
    const { backend, counts } = interpreting();
    registerBackend({ ...backend, name: 'elsewhere' });
    execute(scale, call());
    unregisterBackend('elsewhere');
    expect(counts.compiled).toBe(0);
  });

  test('runs in a tidy, which keeps what it returns and what was written in place', () => {
    registerBackend(interpreting().backend);
    const given = call();
    const kept = tf.tidy(() => execute(scale, given).x as tf.Tensor);
    expect(kept.dataSync()).toEqual(expected);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      execute(scale, given);
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(given.tensors.x?.dataSync()).toEqual(Float32Array.of(1, 2));
  });

  test.each(['an adapter', 'ordinary ops'])('leaks nothing in a hundred calls: %s', (kind) => {
    if (kind === 'an adapter') registerBackend(interpreting().backend);
    const given = call();
    const before = tf.memory();
    for (let i = 0; i < 100; i++) tf.dispose(execute(scale, given));
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  test('runs a program without tensors over the shape that is given', () => {
    const program = trace({ name: 'noise', integers: ['k'] }, ({ k }) => ({
      o: uniform(bits(k, k, k)),
    }));
    const { o } = execute(program, { tensors: {}, scalars: { k: 1 }, shape: [2, 3] });
    expect(o?.shape).toEqual([2, 3]);
  });
});

describe('execute refuses', () => {
  const refusals: [string, () => Partial<ProgramCall<tf.Tensor>>, string][] = [
    [
      'a missing tensor',
      () => ({ tensors: { x: tf.zeros([2]), r: tf.scalar(1) } }),
      'scale: got no tensor `y`, expected one.',
    ],
    [
      'a missing first tensor',
      () => ({ tensors: { y: tf.zeros([2]), r: tf.scalar(1) } }),
      'scale: got no tensor `x`, expected one.',
    ],
    [
      'a missing 0-D tensor',
      () => ({ tensors: { x: tf.zeros([2]), y: tf.zeros([2]) } }),
      'scale: got no tensor `r`, expected one.',
    ],
    [
      'another shape',
      () => ({ tensors: { x: tf.zeros([2]), y: tf.zeros([3]), r: tf.scalar(1) } }),
      'scale: got shape [3] for `y`, expected [2].',
    ],
    [
      'equal sizes of another shape',
      () => ({ tensors: { x: tf.zeros([2, 3]), y: tf.zeros([3, 2]), r: tf.scalar(1) } }),
      'scale: got shape [3,2] for `y`, expected [2,3].',
    ],
    [
      'another rank',
      () => ({ tensors: { x: tf.zeros([1]), y: tf.zeros([]), r: tf.scalar(1) } }),
      'scale: got shape [] for `y`, expected [1].',
    ],
    [
      'a broadcast that is not 0-D',
      () => ({ tensors: { x: tf.zeros([1]), y: tf.zeros([1]), r: tf.zeros([1]) } }),
      'scale: got shape [1] for `r`, expected [].',
    ],
    [
      'another dtype',
      () => ({ tensors: { x: tf.zeros([2]), y: tf.zeros([2], 'int32'), r: tf.scalar(1) } }),
      'scale: got int32 for `y`, expected float32.',
    ],
    [
      'tensors of another shape than the one that is given',
      () => ({ shape: [3] }),
      'scale: got shape [2] for `x`, expected [3].',
    ],
  ];

  test.each(refusals)('%s, before anything runs', (_, overrides, message) => {
    const { backend, counts } = interpreting();
    for (const register of [() => {}, () => registerBackend(backend)]) {
      register();
      const before = tf.memory().numTensors;
      const given = call(overrides());
      const made = tf.memory().numTensors - before;
      expect(() => execute(scale, given)).toThrow(new OptionError(message));
      expect(tf.memory().numTensors - before).toBe(made);
    }
    expect(counts.run).toBe(0);
  });

  test.each(['an adapter', 'ordinary ops'])('a missing scalar: %s', (kind) => {
    if (kind === 'an adapter') registerBackend(interpreting().backend);
    expect(() => execute(scale, call({ scalars: {} }))).toThrow(OptionError);
  });

  // The kernel writes it, whether or not the program reads it.
  test('an owned tensor of another shape or dtype, or none, for an output', () => {
    registerBackend(interpreting().backend);
    const fill = trace({ name: 'fill', tensors: ['x'] }, ({ x }) => ({ m: mul(x, 2) }));
    const x = tf.zeros([4]);
    const owned = ['m'];
    for (const m of [tf.zeros([2]), tf.zeros([4], 'int32')]) {
      expect(() => execute(fill, { tensors: { x, m }, scalars: {}, owned })).toThrow(OptionError);
    }
    expect(() => execute(fill, { tensors: { x }, scalars: {}, owned })).toThrow(OptionError);
  });
});
