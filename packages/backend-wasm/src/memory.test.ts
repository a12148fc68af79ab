import { add, execute, mul, sum, trace, unregisterBackend } from '@nadir/core';
import { resolve } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { register } from './index.js';
import { compile } from './kernel.js';
import { heapOf, kindOf, memoryOf, type WasmBackend, wasmBackend } from './memory.js';

const total = trace({ name: 'test', tensors: ['x', 'm'], broadcasts: ['r'] }, ({ x, m, r }) => ({
  m: add(m, mul(x, r)),
  o: add(x, 1),
  n: sum(x),
}));

let wasm: WasmBackend & { numDataIds(): number };
beforeAll(async () => {
  await tf.setBackend('wasm');
  register();
  wasm = wasmBackend() as typeof wasm;
});
afterAll(() => unregisterBackend('wasm'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  vi.restoreAllMocks();
  tf.engine().endScope();
});

const addressOf = (tensor: tf.Tensor) => heapOf(wasm).addressOf(tensor);
const heapBytes = () => heapOf(wasm).memory.buffer.byteLength;

/** x = 1, 2, …, m = 0 and r = 2. */
function tensorsOf(size: number) {
  const x = tf.range(1, size + 1);
  return { x, m: tf.zeros([size]), r: tf.scalar(2) };
}

function expectTotals(size: number, { m }: { m: tf.Tensor }, made: Record<string, tf.Tensor>) {
  const x = Float32Array.from({ length: size }, (_, i) => i + 1);
  expect(m.dataSync()).toEqual(x.map((value) => 2 * value));
  expect(made.o?.dataSync()).toEqual(x.map((value) => value + 1));
  expect(made.n?.dataSync()[0]).toBe((size * (size + 1)) / 2);
}

describe('the heap', () => {
  test.each(Array.from({ length: 33 }, (_, i) => i + 1))(
    'changes nowhere but in a tensor of %i elements',
    (size) => {
      const before = tf.fill([size], 7);
      const m = tf.ones([size]);
      const after = tf.fill([size], 7);
      const program = trace({ name: 'test', tensors: ['m'] }, (i) => ({ m: mul(i.m, -3) }));
      const call = { tensors: { m }, owned: ['m'] };
      execute(program, call);
      // Behind a tensor lie bytes of the allocator, and 8 bytes later perhaps the next tensor, or the
      // scratch space, of which this program uses 64 bytes: a reduction that it has not, two vectors.
      const { memory } = heapOf(wasm);
      const [from, scratch] = [addressOf(m), heapOf(wasm).scratch(0)];
      const mayChange = (at: number) =>
        (at >= from && at < from + 4 * size) || (at >= scratch && at < scratch + 64);
      const around = () =>
        [...new Uint8Array(memory.buffer, from - 64, 4 * size + 128)].filter(
          (_, i) => !mayChange(from - 64 + i),
        );
      // The backend's own list of tensors lies in the heap too.
      vi.spyOn(wasm.wasm.tfjs, 'disposeData').mockImplementation(() => {});
      vi.spyOn(wasm.wasm.tfjs, 'registerTensor').mockImplementation(() => {});
      const seen = around();
      execute(program, call);
      expect(around()).toEqual(seen);
      vi.restoreAllMocks();
      expect(m.dataSync()).toEqual(new Float32Array(size).fill(9));
      for (const guard of [before, after]) {
        expect(guard.dataSync()).toEqual(new Float32Array(size).fill(7));
      }
    },
  );

  test('may grow between calls', () => {
    const tensors = tensorsOf(1001);
    execute(total, { tensors, owned: ['m'] });
    const old = heapBytes();
    tf.zeros([old / 4]).dispose();
    expect(heapBytes()).toBeGreaterThan(old);
    const m = tf.zeros([1001]);
    const made = execute(total, { tensors: { ...tensors, m }, owned: ['m'] });
    expectTotals(1001, { m }, made);
  });

  test('may grow during a call, for an output', () => {
    const program = trace({ name: 'test', tensors: ['x'], broadcasts: ['r'] }, ({ x, r }) => ({
      o: mul(x, r),
      n: sum(x),
    }));
    const [x, r] = [tf.ones([1_000_003]), tf.scalar(2)];
    let grown = 0;
    for (let i = 0; i < 64 && grown < 2; i++) {
      const old = heapBytes();
      const { o, n } = execute(program, { tensors: { x, r } });
      if (heapBytes() > old) grown++;
      expect(o?.dataSync().every((value) => value === 2)).toBe(true);
      expect(n?.dataSync()[0]).toBe(1_000_003);
    }
    expect(grown).toBe(2);
  });

  test('does not grow, and holds no more tensors, over a thousand calls', () => {
    const tensors = tensorsOf(50_003);
    const run = () => tf.dispose(execute(total, { tensors, owned: ['m'], replaced: ['x'] }));
    run();
    const before = [tf.memory(), wasm.numDataIds(), heapBytes()];
    for (let i = 0; i < 1000; i++) run();
    expect([tf.memory(), wasm.numDataIds(), heapBytes()]).toEqual(before);
  });

  test('without room for an output makes an error, and nothing has changed', () => {
    const tensors = tensorsOf(5);
    execute(total, { tensors, owned: ['m'] });
    const m = tensors.m.dataSync();
    const ids = wasm.numDataIds();
    const malloc = wasm.wasm._malloc;
    // Room for one output, and none for the second.
    let calls = 0;
    vi.spyOn(wasm.wasm, '_malloc').mockImplementation((bytes) => (calls++ ? 0 : malloc(bytes)));
    expect(() => execute(total, { tensors, owned: ['m'] })).toThrow(
      expect.objectContaining({
        code: 'NADIR_PROGRAM',
        message: expect.stringMatching(/^backend-wasm: got no room for a tensor \[\], expected /),
      }),
    );
    vi.restoreAllMocks();
    expect(calls).toBe(2);
    expect(wasm.numDataIds()).toBe(ids);
    expect(tensors.m.dataSync()).toEqual(m);
  });
});

describe('scratch space', () => {
  test('is one block, and a larger one from the first call that asks for more', () => {
    const free = vi.spyOn(wasm.wasm, '_free');
    const heap = heapOf(wasm);
    const first = heap.scratch(16);
    expect(first % 8).toBe(0);
    expect(heap.scratch(0)).toBe(first);
    const second = heap.scratch(1e5);
    expect(free.mock.calls).toEqual([[first]]);
    expect(heap.scratch(1e5)).toBe(second);
    expect(heap.scratch(16)).toBe(second);
    expect(free).toHaveBeenCalledTimes(1);
  });
});

describe('the memory of a backend', () => {
  const sharedMemory = () => new WebAssembly.Memory({ initial: 1, maximum: 8, shared: true });

  test('is that of its exports, or the one that its threads share', () => {
    const [one, two] = [new WebAssembly.Memory({ initial: 1 }), sharedMemory()];
    const backendWith = (module: object) => ({ wasm: module }) as WasmBackend;
    expect(memoryOf(backendWith({ asm: { memory: one } }))).toBe(one);
    expect(memoryOf(backendWith({ asm: {}, wasmMemory: two }))).toBe(two);
    expect(memoryOf(backendWith({ asm: { memory: {} } }))).toBeUndefined();
    expect(memoryOf(backendWith({}))).toBeUndefined();
    expect([one, two].map(kindOf)).toEqual(['unshared', 'shared']);
  });

  test('may be shared, and grow during a call', () => {
    const { memory, backend, valuesOf } = threadedBackend(sharedMemory());
    const { registry } = tf.engine();
    const ordinary = registry.wasm as tf.KernelBackend;
    registry.wasm = backend as unknown as tf.KernelBackend;
    try {
      const make = (...values: number[]) =>
        backend.makeOutput([values.length], 'float32', undefined, Float32Array.from(values));
      const r = backend.makeOutput([], 'float32', undefined, Float32Array.of(2));
      const tensors = { x: make(1, 2, 3, 4, 5), m: make(0, 0, 0, 0, 0), r };
      const call = resolve(total, { tensors, owned: ['m'] });
      const { o, n } = compile(total).run(call) as Record<string, never>;
      expect(valuesOf(tensors.m)).toEqual([2, 4, 6, 8, 10]);
      expect([valuesOf(o), valuesOf(n)]).toEqual([[2, 3, 4, 5, 6], [15]]);
      expect(memory.buffer.byteLength).toBeGreaterThan(65536);
    } finally {
      registry.wasm = ordinary;
    }
  });
});

/** As much of the threaded build as a kernel uses, since that build does not run in Node. */
function threadedBackend(memory: WebAssembly.Memory) {
  const infos = new Map<object, { id: number; memoryOffset: number }>();
  let end = 65536 - 128;
  const malloc = (bytes: number) => {
    const address = end;
    end += 8 * Math.ceil(bytes / 8) + 8;
    if (end > memory.buffer.byteLength) memory.grow(1);
    return address;
  };
  const backend: WasmBackend = {
    wasm: {
      ...{ asm: {}, wasmMemory: memory, _malloc: malloc, _free: () => {} },
      tfjs: { registerTensor: () => {}, disposeData: () => {} },
    },
    dataIdMap: { get: (dataId) => infos.get(dataId) as { id: number; memoryOffset: number } },
    refCount: () => 1,
    makeOutput(shape, dtype, _, values) {
      const memoryOffset = malloc(4 * tf.util.sizeFromShape(shape));
      if (values) new Float32Array(memory.buffer, memoryOffset, values.length).set(values);
      const dataId = {};
      infos.set(dataId, { id: infos.size + 1, memoryOffset });
      return { dataId, shape, dtype };
    },
    readSync: () => [],
    disposeData: () => true,
  };
  const valuesOf = ({ dataId, shape }: tf.TensorInfo) => {
    const { memoryOffset } = backend.dataIdMap.get(dataId);
    const size = tf.util.sizeFromShape(shape);
    return [...new Float32Array(memory.buffer, memoryOffset as number, size)];
  };
  return { memory, backend, valuesOf };
}
