import {
  add,
  bits,
  execute,
  interpret,
  mul,
  type Program,
  sub,
  sum,
  trace,
  uniform,
  unregisterBackend,
} from '@nadir/core';
import { allocate, type InterpreterInputs } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { difference, inputsFor, programs } from '../../core/test/random-program.js';
import { step, stepInputs } from '../test/step.js';
import { cpuBackend } from './cpu-backend.js';
import { register } from './index.js';

type Numbers = Readonly<Record<string, number>>;

/** Where a tensor of a program lies, and whether its output may be written there. */
interface Placing {
  readonly owned: boolean;
  /** Index of an arena; without one it is an ordinary tensor. */
  readonly arena?: number;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
  register();
  // Makes TensorFlow.js compare, for each kernel, the data it made with its outputs.
  tf.env().set('IS_TEST', true);
});
afterAll(() => {
  unregisterBackend('cpu');
  tf.env().set('IS_TEST', false);
});
beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
});

/** Tensors with these values, placed as asked. */
function place(
  program: Program,
  inputs: InterpreterInputs,
  shape: readonly number[],
  placings: Readonly<Record<string, Placing>>,
): Record<string, tf.Tensor> {
  const tensors: Record<string, tf.Tensor> = {};
  const arenas = new Set(Object.values(placings).map(({ arena }) => arena));
  const values = (name: string) => Float32Array.from(inputs[name] as ArrayLike<number>);
  for (const arena of arenas) {
    const names = program.tensors.filter((name) => placings[name]?.arena === arena);
    if (arena === undefined) continue;
    const slots = allocate(names.map(() => shape));
    names.forEach((name, i) => {
      const slot = slots[i] as tf.Tensor;
      cpuBackend().data.get(slot.dataId).values.set(values(name));
      tensors[name] = slot;
    });
  }
  for (const name of program.tensors) tensors[name] ??= tf.tensor(values(name), [...shape]);
  for (const name of program.broadcasts) tensors[name] = tf.scalar(inputs[name] as number);
  return tensors;
}

/** Runs a program as a kernel and fails unless it gives what the interpreter gives, bit for bit. */
function expectReference(
  program: Program,
  inputs: InterpreterInputs,
  shape: readonly number[],
  placings: Readonly<Record<string, Placing>> = {},
): void {
  const expected = interpret(program, inputs, 'float32', tf.util.sizeFromShape([...shape]));
  const tensors = place(program, inputs, shape, placings);
  const owned = program.tensors.filter((name) => placings[name]?.owned);
  const made = execute(program, { tensors, scalars: inputs as Numbers, owned, shape });
  const notInPlace = program.outputs.map(({ name }) => name).filter((n) => !owned.includes(n));
  expect(Object.keys(made).sort()).toEqual(notInPlace.sort());
  for (const { name, reduce } of program.outputs) {
    const result = made[name] ?? tensors[name];
    expect(result?.shape, name).toEqual(reduce === undefined ? shape : []);
    expect(difference(result?.dataSync(), expected[name] as Float32Array), name).toBeUndefined();
  }
  for (const name of program.tensors) {
    const written = program.outputs.some((output) => output.name === name) && !(name in made);
    if (written) continue;
    const old = inputs[name] as Float32Array;
    expect(difference(tensors[name]?.dataSync(), old), name).toBeUndefined();
  }
}

const ours = { owned: true, arena: 0 };
const placements: Readonly<Record<string, Readonly<Record<string, Placing>>>> = {
  'ordinary tensors': {},
  'state in an arena': { m: ours, v: ours },
  'state in ordinary tensors of our own': { m: { owned: true }, v: { owned: true } },
  'state in two arenas': { m: ours, v: { owned: true, arena: 1 } },
  'state in an arena and in an ordinary tensor': { m: { owned: true }, v: ours },
  'state in an arena that is not to be written': { m: { owned: false, arena: 0 }, v: ours },
  'everything in one arena': { param: ours, grad: ours, m: ours, v: ours },
  'an ordinary parameter of our own': { param: { owned: true }, m: ours, v: ours },
};

describe.each(Object.keys(placements))('a kernel with %s', (placement) => {
  // Windows hold up to 32 768 elements, so the last three take several.
  test.each([0, 1, 3, 4, 5, 127, 128, 129, 32_769, 70_001, 100_001])(
    'is the interpreter bit for bit for %i elements',
    (size) => {
      expectReference(step, stepInputs(size), [size], placements[placement]);
    },
  );

  test('is the interpreter bit for bit for 0-D tensors, matrices and shapes without elements', () => {
    for (const shape of [[], [3, 5], [2, 1, 3], [0], [4, 0]]) {
      const size = tf.util.sizeFromShape(shape);
      expectReference(step, stepInputs(size), shape, placements[placement]);
    }
  });
});

describe('a kernel', () => {
  test('is the interpreter bit for bit for random programs and placements', () => {
    const placing = fc.constantFrom<Placing>(
      { owned: false },
      { owned: true },
      { owned: true, arena: 0 },
      { owned: true, arena: 1 },
      { owned: false, arena: 0 },
    );
    const placings = fc.record({ x: placing, y: placing, z: placing });
    const sizes = fc.constantFrom(0, 1, 3, 4, 5, 127, 128, 129);
    fc.assert(
      fc.property(programs(), fc.nat(), sizes, placings, (program, seed, size, where) => {
        tf.tidy(() => {
          expectReference(program, inputsFor(seed, size), [size], where);
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('reads 0-D tensors as numbers, also those that lie in an arena', () => {
    const program = trace({ name: 'test', tensors: ['x'], broadcasts: ['r', 's'] }, (i) => ({
      x: add(mul(i.x, i.r), i.s),
    }));
    const [r, x] = allocate([[], [3]]) as [tf.Tensor, tf.Tensor];
    cpuBackend().data.get(r.dataId).values.set([3]);
    const tensors = { x, r, s: tf.scalar(0.5) };
    execute(program, { tensors, scalars: {}, owned: ['x'] });
    execute(program, { tensors, scalars: {}, owned: ['x'] });
    // (0 · 3 + 0.5) · 3 + 0.5.
    expect(x.dataSync()).toEqual(Float32Array.of(2, 2, 2));
  });

  test('runs programs without tensors over the shape that is given', () => {
    const program = trace({ name: 'noise', scalars: ['s'], integers: ['k'] }, ({ s, k }) => ({
      o: mul(uniform(bits(k, k, k)), s),
      n: sum(s),
    }));
    expectReference(program, { s: 3, k: 9 }, [40_000]);
    expectReference(program, { s: 3, k: 9 }, [2, 3]);
    expectReference(program, { s: 3, k: 9 }, []);
  });

  test('takes one tensor under several names', () => {
    const program = trace({ name: 'test', tensors: ['x', 'y', 'm'] }, ({ x, y, m }) => ({
      m: add(m, mul(x, y)),
    }));
    const [m] = allocate([[5]]) as [tf.Tensor];
    const x = tf.tensor1d([1, 2, 3, 4, 5]);
    execute(program, { tensors: { x, y: x, m }, scalars: {}, owned: ['m'] });
    execute(program, { tensors: { x: m, y: x, m }, scalars: {}, owned: ['m'] });
    // m = x², then m + m x = x² + x³.
    expect(m.dataSync()).toEqual(Float32Array.of(2, 12, 36, 80, 150));
  });

  test('reads a tensor that lies in the middle of an arena, up to its very end', () => {
    const program = trace({ name: 'test', tensors: ['x', 'm'] }, ({ x, m }) => ({ m: add(m, x) }));
    // Two slots fill whole pages, so the memory ends where the second slot does.
    const [m, other] = allocate([[16_382], [16_384]]) as [tf.Tensor, tf.Tensor];
    cpuBackend().data.get(other.dataId).values.fill(2);
    const x = tf.slice(other, [1], [16_382]);
    execute(program, { tensors: { x, m }, scalars: {}, owned: ['m'] });
    expect(difference(m.dataSync(), new Float32Array(16_382).fill(2))).toBeUndefined();
  });

  test('takes tensors that were moved to the cpu from another backend', async () => {
    const Cpu = (tf.backend() as object).constructor as new () => tf.KernelBackend;
    tf.registerBackend('elsewhere', () => new Cpu());
    try {
      await tf.setBackend('elsewhere');
      const tensors = { param: tf.tensor1d([1, 2]), grad: tf.tensor1d([10, 20]) };
      await tf.setBackend('cpu');
      const program = trace({ name: 'test', tensors: ['param', 'grad'] }, ({ param, grad }) => ({
        param: sub(param, grad),
      }));
      const { param } = execute(program, { tensors, scalars: {} });
      expect(param?.dataSync()).toEqual(Float32Array.of(-9, -18));
      execute(program, { tensors, scalars: {}, owned: ['param'] });
      expect(tensors.param.dataSync()).toEqual(Float32Array.of(-9, -18));
    } finally {
      await tf.setBackend('cpu');
      tf.removeBackend('elsewhere');
    }
  });

  test('goes on with a slot that was moved away and back, then as an ordinary tensor', async () => {
    const Cpu = (tf.backend() as object).constructor as new () => tf.KernelBackend;
    tf.registerBackend('elsewhere', () => new Cpu());
    const program = trace({ name: 'test', tensors: ['m'] }, ({ m }) => ({ m: add(m, 1) }));
    try {
      const [m] = allocate([[3]]) as [tf.Tensor];
      execute(program, { tensors: { m }, scalars: {}, owned: ['m'] });
      const elsewhere = tf.engine().findBackend('elsewhere');
      tf.engine().moveData(elsewhere, m.dataId);
      execute(program, { tensors: { m }, scalars: {}, owned: ['m'] });
      expect(m.dataSync()).toEqual(Float32Array.of(2, 2, 2));
    } finally {
      tf.removeBackend('elsewhere');
    }
  });
});

describe('the names of outputs', () => {
  test('may stand in another order than those of inputs', () => {
    const program = trace({ name: 'test', tensors: ['x', 'y'] }, ({ x, y }) => ({
      o: add(x, y),
      y: add(y, 1),
      x: add(x, 2),
    }));
    const tensors = { x: tf.tensor1d([1]), y: tf.tensor1d([10]) };
    const { o, x, y } = execute(program, { tensors, scalars: {} });
    expect([o, x, y].map((tensor) => tensor?.dataSync()[0])).toEqual([11, 3, 11]);
  });
});
