import { abs, add, div, execute, mul, neg, sqrt, sub, sum, trace } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import { memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { manyShapes, numbers, sizeOf } from '../numbers.js';
import { read } from '../run.js';
import { expectInterpreted, place } from './run-program.js';

/** Inputs of each kind, outputs of each kind, and where they lie. */
export const passesInputsAndOutputs: ProgramLaw = (it, { tolerance }) => {
  it('0-D tensors and numbers reach every element', async () => {
    const signature = {
      name: 'broadcast',
      tensors: ['x'],
      broadcasts: ['r', 'q'],
      scalars: ['s', 'unused', 't'],
    } as const;
    const program = trace(signature, ({ x, r, q, s, t }) => ({
      result: add(mul(x, r), sub(mul(s, q), t)),
    }));
    for (const shape of manyShapes) {
      const inputs = { x: numbers(sizeOf(shape), 1), r: 0.3, q: -7.5, s: 0.1, t: 1e-3 };
      const rounded = { ...inputs, r: Math.fround(0.3) };
      await expectInterpreted(program, rounded, shape, tolerance);
    }
  });

  it('outputs that no element of a tensor decides', async () => {
    const constants = [0.1, -0, 1e-45, Infinity, Number.NaN, 2 ** 40] as const;
    for (const value of constants) {
      const program = trace({ name: 'constant', tensors: ['x'] }, ({ x }) => ({
        result: add(value, 0),
        other: neg(x),
      }));
      for (const shape of [[], [5], [129]]) {
        await expectInterpreted(program, { x: numbers(sizeOf(shape), 2) }, shape, tolerance);
      }
    }
    const signature = { name: 'same', broadcasts: ['r'], scalars: ['s'] } as const;
    const same = trace(signature, ({ r, s }) => ({ a: r, b: s, c: add(r, s), total: sum(s) }));
    for (const shape of manyShapes)
      await expectInterpreted(same, { r: 0.5, s: 3 }, shape, tolerance);
  });

  it('an output that is an input, in a buffer of its own', async () => {
    const signature = { name: 'pass', tensors: ['x', 'y'], broadcasts: ['r'] } as const;
    const program = trace(signature, ({ x, y, r }) => ({ a: x, b: x, c: r, y: neg(y) }));
    for (const shape of [[], [5], [129]]) {
      const size = sizeOf(shape);
      const state = place(tensor(numbers(size, 3), shape), shape);
      const tensors = { x: state, y: tensor(numbers(size, 4), shape), r: tensor(0.5) };
      const { a, b, c } = execute(program, { tensors }) as { a: Tensor; b: Tensor; c: Tensor };
      const buffers = [state, tensors.y, tensors.r, a, b, c].map(({ dataId }) => dataId);
      expect(new Set(buffers).size, `buffers of [${shape}]`).toBe(6);
      const negate = trace({ name: 'negate', tensors: ['x'] }, ({ x }) => ({ x: neg(x) }));
      const { x: fresh } = execute(negate, { tensors: { x: state }, owned: ['x'] });
      expectEqual(
        await read(fresh ?? state),
        numbers(size, 3).map((x) => -x),
        'state',
      );
      for (const one of [a, b]) expectEqual(await read(one), numbers(size, 3), 'copy of the state');
    }
  });

  it('state in place: read before it is written, whatever reads it', async () => {
    const signature = { name: 'cross', tensors: ['x', 'y', 'z'], scalars: ['s'] } as const;
    const program = trace(signature, ({ x, y, z, s }) => ({
      x: y,
      y: add(x, mul(s, z)),
      z: sub(mul(x, y), z),
      total: sum(mul(x, z)),
    }));
    for (const shape of [...manyShapes, [40_001]]) {
      const size = sizeOf(shape);
      const inputs = { x: numbers(size, 5), y: numbers(size, 6), z: numbers(size, 7), s: 0.25 };
      for (const owned of [[], ['x'], ['x', 'y'], ['y', 'z'], ['x', 'y', 'z']]) {
        await expectInterpreted(program, inputs, shape, tolerance, owned);
      }
    }
  });

  it('inputs that are not owned stay as they are', async () => {
    const signature = { name: 'change', tensors: ['x', 'y'] } as const;
    const program = trace(signature, ({ x, y }) => ({ x: add(x, y), y: neg(y) }));
    for (const size of [1, 5, 129]) {
      const arrays = { x: numbers(size, 8), y: numbers(size, 9) };
      const tensors = { x: tensor(arrays.x), y: tensor(arrays.y) };
      const made = execute(program, { tensors });
      expect(Object.keys(made).sort()).toEqual(['x', 'y']);
      for (const [seed, name] of [
        [8, 'x'],
        [9, 'y'],
      ] as const) {
        expectEqual(await read(tensors[name]), numbers(size, seed), name);
        expectEqual(arrays[name], numbers(size, seed), `array of ${name}`);
      }
    }
  });

  it('one tensor under several names', async () => {
    const signature = { name: 'several', tensors: ['x', 'y'] } as const;
    const program = trace(signature, ({ x, y }) => ({ result: sub(mul(x, x), y) }));
    const both = tensor(numbers(129, 10));
    const { result } = execute(program, { tensors: { x: both, y: both } }) as { result: Tensor };
    const expected = numbers(129, 10).map((x) => Math.fround(x * x) - x);
    expectEqual(await read(result), expected, 'result', tolerance);
  });

  it('arrays of the user that begin anywhere', async () => {
    const program = trace({ name: 'double', tensors: ['x'] }, ({ x }) => ({ result: add(x, x) }));
    const array = numbers(300, 11);
    for (const [begin, end] of [
      [0, 300],
      [1, 300],
      [3, 8],
      [7, 7 + 129],
      [299, 300],
    ] as const) {
      const x = array.subarray(begin, end);
      await expectInterpreted(program, { x }, [end - begin], tolerance);
    }
    expectEqual(array, numbers(300, 11), 'array');
  });

  it('tensors without elements', async () => {
    const signature = { name: 'empty', tensors: ['x', 'y'], scalars: ['s'] } as const;
    const program = trace(signature, ({ x, y, s }) => ({ x: add(x, mul(s, y)), y }));
    for (const shape of [[0], [2, 0]]) {
      const none = new Float32Array();
      await expectInterpreted(program, { x: none, y: none, s: 2 }, shape, tolerance);
      await expectInterpreted(program, { x: none, y: none, s: 2 }, shape, tolerance, ['x']);
    }
  });

  it('state begins with zeros, and many tensors of it are apart', async () => {
    const shapes = [...manyShapes, [1000], [3, 3]];
    const before = memory().numTensors;
    const slots = allocate(shapes);
    expect(slots.map(({ shape }) => shape)).toEqual(shapes);
    for (const [i, slot] of slots.entries()) {
      expectEqual(await read(slot), new Float32Array(slot.size), `slot ${i}`);
    }
    const signature = { name: 'put', tensors: ['slot'], scalars: ['s'] } as const;
    const put = trace(signature, ({ slot, s }) => ({ slot: add(slot, s) }));
    const filled = slots.map((slot, i) => {
      const made = execute(put, { tensors: { slot }, scalars: { s: i + 1 }, owned: ['slot'] });
      if (made.slot !== undefined) slot.dispose();
      return made.slot ?? slot;
    });
    for (const [i, slot] of filled.entries()) {
      expectEqual(await read(slot), new Float32Array(slot.size).fill(i + 1), `slot ${i}`);
      slot.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });

  it('many operations on many inputs', async () => {
    const tensors = Array.from({ length: 12 }, (_, i) => `x${i}`);
    const scalars = Array.from({ length: 12 }, (_, i) => `s${i}`);
    const program = trace({ name: 'many', tensors, scalars }, (inputs) => {
      const at = (name: string | undefined) => inputs[name as string] as ReturnType<typeof add>;
      // All terms are positive and near 1, so rounding errors stay what they are.
      let value = add(1, abs(at(tensors[0])));
      tensors.forEach((name, i) => {
        value = sqrt(div(mul(value, add(1, abs(at(name)))), add(1, at(scalars[i]))));
      });
      return { a: value, b: add(value, at(tensors[3])), c: mul(value, at(scalars[4])) };
    });
    for (const size of [1, 129, 30_000]) {
      const inputs = Object.fromEntries([
        ...tensors.map((name, i) => [name, numbers(size, 20 + i)] as const),
        ...scalars.map((name, i) => [name, i / 16] as const),
      ]);
      await expectInterpreted(program, inputs, [size], tolerance);
    }
  });
};
