// What backends without arenas ask of kernels on the host; those with them are tested on `cpu`.
import { add, mul, sub, sum, trace } from '@nadir/core';
import { type ProgramCall, resolve } from '@nadir/core/internal';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { scratchBytes } from './arena.js';
import { compileOnHost, type HostMemory } from './index.js';

const momentum = trace(
  { name: 'momentum', tensors: ['param', 'grad', 'm'], broadcasts: ['r'], scalars: ['rate'] },
  ({ param, grad, m, r, rate }) => {
    const mNext = add(mul(m, r), grad);
    return { param: sub(param, mul(rate, mNext)), m: mNext, total: sum(mNext) };
  },
);

/** Tensors as a list of arrays. Those that are `onDevice` can be read, and not be written. */
function memoryOf(onDevice: ReadonlySet<object> = new Set()) {
  const arrays = new Map<object, Float32Array>();
  const replacements = new Map<object, object | undefined>();
  const valuesOf = ({ dataId }: TensorInfo) => arrays.get(dataId) as Float32Array;
  const memory: HostMemory = {
    read: valuesOf,
    write: (tensor) => (onDevice.has(tensor.dataId) ? undefined : valuesOf(tensor)),
    publish(array, shape, replaced) {
      const made = { dataId: {}, shape: [...shape], dtype: 'float32' } as TensorInfo;
      arrays.set(made.dataId, array);
      replacements.set(made.dataId, replaced?.dataId);
      return made;
    },
  };
  const make = (values: number[], shape = [values.length]) =>
    memory.publish(Float32Array.from(values), shape);
  return { memory, valuesOf, replacements, make };
}

function start(size: number, { make }: Pick<ReturnType<typeof memoryOf>, 'make'>) {
  const filled = (value: number) => make(Array(size).fill(value));
  return { param: filled(1), grad: filled(0.5), m: filled(2), r: make([0.25], []) };
}

const run = (memory: HostMemory, call: ProgramCall) =>
  compileOnHost(momentum, () => memory).run(resolve(momentum, call));

// m = 2 · 0.25 + 0.5 = 1; θ = 1 − 0.125 · 1.
const scalars = { rate: 0.125 };

describe('a kernel on the host', () => {
  test.each([1, 5, 64])(
    'writes what is owned and makes tensors of the rest: %i elements',
    (size) => {
      const host = memoryOf();
      const tensors = start(size, host);
      const made = run(host.memory, { tensors, scalars, owned: ['m'], replaced: ['param'] });
      expect(Object.keys(made).sort()).toEqual(['param', 'total']);
      const { param, total } = made as Record<'param' | 'total', TensorInfo>;
      expect(host.valuesOf(tensors.m)).toEqual(new Float32Array(size).fill(1));
      expect(host.valuesOf(param)).toEqual(new Float32Array(size).fill(0.875));
      expect([total.shape, host.valuesOf(total)]).toEqual([[], Float32Array.of(size)]);
      expect(host.valuesOf(tensors.param)).toEqual(new Float32Array(size).fill(1));
      expect(host.valuesOf(tensors.grad)).toEqual(new Float32Array(size).fill(0.5));
    },
  );

  test('says which tensor a new one replaces', () => {
    const host = memoryOf();
    const tensors = start(3, host);
    const { param, m } = run(host.memory, { tensors, scalars, replaced: ['param'] });
    expect(host.replacements.get(param?.dataId as object)).toBe(tensors.param.dataId);
    expect(host.replacements.get(m?.dataId as object)).toBeUndefined();
  });

  test('makes a new tensor where it may not write an owned one', () => {
    const onDevice = new Set<object>();
    const host = memoryOf(onDevice);
    const tensors = start(3, host);
    onDevice.add(tensors.m.dataId);
    const { m } = run(host.memory, { tensors, scalars, owned: ['m'] });
    expect(host.valuesOf(m as TensorInfo)).toEqual(Float32Array.of(1, 1, 1));
    expect(host.valuesOf(tensors.m)).toEqual(Float32Array.of(2, 2, 2));
  });

  test('passes arrays through windows that are smaller than they are', () => {
    const host = memoryOf();
    const size = scratchBytes / 4 + 3;
    const tensors = start(size, host);
    const { param } = run(host.memory, { tensors, scalars, owned: ['m'] });
    expect(host.valuesOf(param as TensorInfo)).toEqual(new Float32Array(size).fill(0.875));
    expect(host.valuesOf(tensors.m)).toEqual(new Float32Array(size).fill(1));
  });

  test('reads before it writes where a tensor has several names', () => {
    const host = memoryOf();
    const tensors = start(5, host);
    // m = 2 · 0.25 + 2 = 2.5; θ = 1 − 0.125 · 2.5.
    const { param } = run(host.memory, {
      tensors: { ...tensors, grad: tensors.m },
      ...{ scalars, owned: ['m'] },
    });
    expect(host.valuesOf(param as TensorInfo)).toEqual(new Float32Array(5).fill(0.6875));
    expect(host.valuesOf(tensors.m)).toEqual(new Float32Array(5).fill(2.5));
  });
});
