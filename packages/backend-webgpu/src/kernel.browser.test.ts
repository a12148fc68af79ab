import {
  abs,
  add,
  div,
  type Expr,
  equal,
  execute,
  interpret,
  largest,
  less,
  max,
  min,
  mul,
  neg,
  type Operand,
  sign,
  sqrt,
  sub,
  sum,
  trace,
  unregisterBackend,
  where,
} from '@nadir/core';
import { Dropout } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { workgroupSize } from './fold.js';
import { register } from './index.js';
import { findWebgpu } from './webgpu-backend.js';

beforeAll(async () => {
  await tf.setBackend('webgpu');
  register();
});
afterAll(() => unregisterBackend('webgpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  vi.restoreAllMocks();
  tf.engine().endScope();
});

const read = async (tensor: tf.Tensor | undefined) =>
  Array.from((await tensor?.data()) as Float32Array);
const bufferOf = ({ dataId }: tf.Tensor) => findWebgpu().tensorMap.get(dataId).resource;

const increase = trace({ name: 'increase', tensors: ['x'], scalars: ['s'] }, ({ x, s }) => ({
  x: add(x, s),
}));

test('a step is one dispatch for each parameter', () => {
  const parameters = [[3], [4, 4], [], [1000]].map((shape) => tf.variable(tf.ones(shape)));
  const optimizer = new AdamW(parameters);
  const gradients = parameters.map((one) => ({ name: one.name, tensor: tf.onesLike(one) }));
  for (const { tensor } of gradients) findWebgpu().uploadToGPU(tensor.dataId);
  const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  for (let k = 1; k <= 3; k++) {
    optimizer.applyGradients(gradients);
    expect(dispatches).toHaveBeenCalledTimes(parameters.length * k);
  }
  optimizer.dispose();
  tf.dispose(parameters);
});

test('random bits are drawn in one dispatch, and none are uploaded', async () => {
  const maps = vi.spyOn(GPUBuffer.prototype, 'getMappedRange');
  const x = tf.ones([257, 257]);
  findWebgpu().uploadToGPU(x.dataId);
  expect(maps).toHaveBeenCalled();
  maps.mockClear();

  const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  const writes = vi.spyOn(GPUQueue.prototype, 'writeBuffer');
  const y = new Dropout(0.5).forward(x);
  expect(dispatches).toHaveBeenCalledTimes(1);
  expect(maps).not.toHaveBeenCalled();
  // The uniforms: p, the scale and the three integers of the draw, and the number of elements.
  const written = writes.mock.calls.map(([, , data]) => data.byteLength);
  expect(written).toEqual([expect.any(Number)]);
  expect(written[0]).toBeLessThanOrEqual(64);
  expect(new Set(await read(y))).toEqual(new Set([0, 2]));
});

test('parameter and state stay in their buffers, and a thousand steps take no memory', async () => {
  const parameter = tf.variable(tf.ones([101]));
  const optimizer = new AdamW([parameter], { learningRate: 1e-3 });
  const tensor = tf.ones([101]);
  const step = () => optimizer.applyGradients([{ name: parameter.name, tensor }]);
  const used = () => tf.memory() as unknown as Record<string, number>;
  for (let k = 0; k < 40; k++) step();
  await read(parameter);
  const buffer = bufferOf(parameter);
  const before = used();
  for (let k = 0; k < 1000; k++) step();
  await read(parameter);
  expect(bufferOf(parameter)).toBe(buffer);
  expect(used()).toEqual(before);
  expect(before.numBytesAllocatedInGPU).toBeGreaterThan(3 * 4 * 101);
  optimizer.dispose();
  parameter.dispose();
});

test('a tensor to be replaced is written in place only if nobody shares its buffer', async () => {
  const call = (x: tf.Tensor) => ({ tensors: { x }, scalars: { s: 1 }, replaced: ['x'] });
  const alone = tf.tensor([1, 2, 3]);
  expect(execute(increase, call(alone))).toEqual({});
  expect(await read(alone)).toEqual([2, 3, 4]);

  const shared = tf.tensor([1, 2, 3]);
  const other = tf.reshape(shared, [3, 1]);
  const { x } = execute(increase, call(shared));
  expect(await read(x)).toEqual([2, 3, 4]);
  expect(await read(other)).toEqual([1, 2, 3]);

  const { device } = findWebgpu();
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: 16, usage });
  const users = tf.tensor({ buffer, zeroCopy: true }, [4], 'float32');
  const { x: made } = execute(increase, call(users));
  expect(await read(made)).toEqual([1, 1, 1, 1]);
  expect(await read(users)).toEqual([0, 0, 0, 0]);
});

test('a read that began before a step gives the old values, and one after it the new ones', async () => {
  const x = tf.tensor([1, 2, 3, 4]);
  findWebgpu().uploadToGPU(x.dataId);
  const reading = x.data();
  execute(increase, { tensors: { x }, scalars: { s: 1 }, owned: ['x'] });
  const old = await reading;
  expect(Array.from(old)).toEqual([1, 2, 3, 4]);
  expect(await read(x)).toEqual([2, 3, 4, 5]);
  execute(increase, { tensors: { x }, scalars: { s: 1 }, owned: ['x'] });
  expect(await read(x)).toEqual([3, 4, 5, 6]);
  expect(await read(tf.add(x, 0))).toEqual([3, 4, 5, 6]);
  expect(Array.from(old)).toEqual([1, 2, 3, 4]);
});

test('numbers of dispatches that wait to be submitted are not overwritten', async () => {
  const x = tf.zeros([5]);
  const made: tf.Tensor[] = [];
  for (let s = 1; s <= 40; s++) {
    execute(increase, { tensors: { x }, scalars: { s }, owned: ['x'] });
    made.push(execute(increase, { tensors: { x }, scalars: { s: -s } }).x as tf.Tensor);
  }
  expect(await read(x)).toEqual(Array(5).fill(820)); // 40 · 41 / 2
  for (const [i, one] of made.entries()) {
    expect(await read(one)).toEqual(Array(5).fill((i * (i + 1)) / 2));
  }
});

test('one tensor under two names, one of which is written', async () => {
  const program = trace({ name: 'twice', tensors: ['x', 'y'] }, ({ x, y }) => ({
    x: add(mul(x, x), y),
    total: sum(y),
  }));
  for (const size of [1, 3, 4, 1000]) {
    const x = tf.fill([size], 3);
    const { total } = execute(program, { tensors: { x, y: x }, owned: ['x'] });
    expect(await read(x)).toEqual(Array(size).fill(12));
    expect(await read(total)).toEqual([3 * size]);
  }
  const broadcast = trace({ name: 'own', tensors: ['x'], broadcasts: ['r'] }, ({ x, r }) => ({
    x: add(x, r),
  }));
  const x = tf.scalar(2);
  execute(broadcast, { tensors: { x, r: x }, owned: ['x'] });
  expect(await read(x)).toEqual([4]);
});

test('more tensors than a shader can bind, some of them written in place', async () => {
  const names = Array.from({ length: 14 }, (_, i) => `x${i}`);
  const signature = { name: 'many', tensors: names, broadcasts: ['r'] };
  const program = trace(signature, (inputs) => {
    const at = (name: string) => inputs[name] as Expr;
    const total = names.map(at).reduce((a, b) => add(a, b));
    return {
      x0: total,
      x13: mul(at('x13'), at('r')),
      made: neg(total),
      all: sum(total),
      most: largest(total),
    };
  });
  for (const size of [1, 5, 64]) {
    const tensors: Record<string, tf.Tensor> = { r: tf.scalar(10) };
    names.forEach((name, i) => {
      tensors[name] = tf.fill([size], i);
    });
    const { made, all, most } = execute(program, { tensors, owned: ['x0', 'x13'] });
    const total = 91; // 0 + 1 + … + 13
    expect(await read(tensors.x0)).toEqual(Array(size).fill(total));
    expect(await read(tensors.x13)).toEqual(Array(size).fill(130));
    expect(await read(tensors.x12)).toEqual(Array(size).fill(12));
    expect(await read(made)).toEqual(Array(size).fill(-total));
    expect(await read(all)).toEqual([total * size]);
    expect(await read(most)).toEqual([total]);
  }
});

test('more workgroups than there may be in one dimension', async () => {
  // SwiftShader takes minutes for the 17 million elements that pass the real limit.
  const limit = vi.spyOn(GPUSupportedLimits.prototype, 'maxComputeWorkgroupsPerDimension', 'get');
  const dispatches = vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  const program = trace({ name: 'long', tensors: ['x'] }, ({ x }) => ({
    x: add(x, 1),
    total: sum(x),
    largest: largest(x),
  }));
  for (const width of [1, 4]) {
    const size = width * (7 * workgroupSize - 1);
    const x = tf.tensor(Float32Array.from({ length: size }, (_, i) => i - size));
    limit.mockReturnValue(3);
    const { total, largest } = execute(program, { tensors: { x }, owned: ['x'] });
    limit.mockReturnValue(65_535);
    expect(dispatches).toHaveBeenCalledWith(3, 3);
    expect(await read(x)).toEqual(Array.from({ length: size }, (_, i) => i - size + 1));
    expect(await read(largest)).toEqual([-1]);
    const [given] = (await read(total)) as [number];
    expect(Math.abs(given / ((-size * (size + 1)) / 2) - 1)).toBeLessThan(1e-6);
  }
});

const operations: Readonly<Record<string, (a: Operand, b: Operand) => Expr>> = {
  add: (a, b) => add(a, b),
  sub: (a, b) => sub(a, b),
  mul: (a, b) => mul(a, b),
  div: (a, b) => div(a, b),
  min: (a, b) => min(a, b),
  max: (a, b) => max(a, b),
  neg: (a) => neg(a),
  abs: (a) => abs(a),
  sqrt: (a) => sqrt(a),
  sign: (a) => sign(a),
  less: (a, b) => where(less(a, b), 1, 0),
  equal: (a, b) => where(equal(a, b), 1, 0),
};
const greatest = (2 - 2 ** -23) * 2 ** 127;
// No two of these have a product, quotient or difference that is subnormal.
const special = [0, -0, 1, -1, 0.5, -4, greatest, -greatest, Infinity, -Infinity, Number.NaN];

for (const [name, make] of Object.entries(operations)) {
  test(`${name} of zeros, infinities and NaN`, async () => {
    const program = trace({ name, tensors: ['a', 'b'] }, ({ a, b }) => ({ result: make(a, b) }));
    const pairs = special
      .flatMap((a) => special.map((b) => [a, b] as const))
      // One over the largest number is subnormal.
      .filter(([a, b]) => name !== 'div' || Math.abs(b) !== greatest || Math.abs(a) === greatest);
    const inputs = {
      a: Float32Array.from(pairs, ([a]) => a),
      b: Float32Array.from(pairs, ([, b]) => b),
    };
    const { result: expected } = interpret(program, inputs, 'float32');
    const tensors = { a: tf.tensor(inputs.a), b: tf.tensor(inputs.b) };
    const given = await read(execute(program, { tensors }).result);
    pairs.forEach(([a, b], i) => {
      const want = (expected as Float32Array)[i] as number;
      // SwiftShader's square root is off by at most an ulp or two.
      const close = Math.abs((given[i] as number) / want - 1) < 1e-6;
      expect(given[i] === want || close || Object.is(given[i], want), `${a}, ${b}`).toBe(true);
    });
  });
}
