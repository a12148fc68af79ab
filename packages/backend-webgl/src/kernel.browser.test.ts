// What is special about textures: their layouts, their borders, and how many draws a step takes.

import {
  abs,
  add,
  bits,
  div,
  type Expr,
  equal,
  execute,
  interpret,
  less,
  max,
  min,
  mul,
  neg,
  sign,
  sqrt,
  sub,
  sum,
  trace,
  uniform,
  unregisterBackend,
  where,
} from '@nadir/core';
import { Dropout } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { register } from './index.js';

beforeAll(async () => {
  await tf.setBackend('webgl');
  register();
});
afterAll(() => unregisterBackend('webgl'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  vi.restoreAllMocks();
  tf.engine().endScope();
});

const webgl = () => tf.backend() as MathBackendWebGL;
const gl = () => webgl().gpgpu.gl as WebGL2RenderingContext;

/** Numbers k/8 that float32 adds and multiplies exactly here, none of them 0. */
const eighths = (size: number, seed: number) =>
  Float32Array.from({ length: size }, (_, i) => (((i * 7 + seed * 5) % 31) - 15.5) / 8);

/** A tensor on the device in one layout. */
function placed(values: Float32Array, shape: readonly number[], isPacked: boolean): tf.Tensor {
  const tensor = tf.tensor(values, [...shape]);
  webgl().texData.get(tensor.dataId).isPacked = isPacked;
  webgl().uploadToGPU(tensor.dataId);
  expect(Boolean(webgl().texData.get(tensor.dataId).isPacked)).toBe(isPacked);
  return tensor;
}

const momentum = trace(
  { name: 'Momentum', tensors: ['param', 'grad', 'm'], broadcasts: ['scale'], scalars: ['beta'] },
  ({ param, grad, m, scale, beta }) => {
    const mNext = add(mul(m, beta), mul(grad, scale));
    return { param: sub(param, mNext), m: mNext, total: sum(mNext), largest: max(mNext) };
  },
);

const shapes = [[], [1], [7], [3, 5], [129, 1], [64, 64], [2, 3, 5], [2, 3, 3, 4], [3, 1, 2, 5]];

describe('layouts', () => {
  const either = [true, false];
  const mixtures = either.flatMap((a) =>
    either.flatMap((b) => either.map((c) => [a, b, c] as const)),
  );

  test.each(shapes.map((shape) => [shape]))('mixtures of them agree for [%s]', (shape) => {
    const size = tf.util.sizeFromShape(shape);
    const [param, grad, m] = [eighths(size, 1), eighths(size, 2), eighths(size, 3)];
    const inputs = { param, grad, m, scale: 0.5, beta: 0.25 };
    const expected = interpret(momentum, inputs as never, 'float32');
    for (const [one, two, three] of mixtures) {
      const tensors = {
        param: placed(param, shape, one),
        grad: placed(grad, shape, two),
        m: placed(m, shape, three),
        scale: placed(Float32Array.of(0.5), [], two),
      };
      const call = { tensors, scalars: { beta: 0.25 }, owned: ['m'], replaced: ['param'] };
      const made = execute(momentum, call);
      for (const [name, values] of Object.entries(expected)) {
        const given = made[name] as tf.Tensor;
        const isNumber = typeof values === 'number';
        expect(given.shape).toEqual(isNumber ? [] : shape);
        expect(given.dataSync()).toEqual(isNumber ? Float32Array.of(values) : values);
      }
      // Nothing that was read has changed.
      expect(tensors.param.dataSync()).toEqual(param);
      expect(tensors.grad.dataSync()).toEqual(grad);
      expect(tensors.m.dataSync()).toEqual(m);
    }
  });

  test.each(shapes.map((shape) => [shape]))('give equal random bits for [%s]', (shape) => {
    const signature = {
      name: 'noise',
      tensors: ['x'],
      integers: ['key', 'stream', 'step'],
    } as const;
    const noise = trace(signature, ({ x, key, stream, step }) => ({
      y: add(mul(x, 0), uniform(bits(key, stream, step))),
    }));
    const x = eighths(tf.util.sizeFromShape(shape), 1);
    const numbers = { key: 1, stream: 2 ** 32 - 1, step: 3 };
    const expected = interpret(noise, { x, ...numbers }, 'float32').y;
    for (const isPacked of [true, false]) {
      const { y } = execute(noise, {
        tensors: { x: placed(x, shape, isPacked) },
        scalars: numbers,
      });
      expect(y?.dataSync()).toEqual(expected);
    }
  });

  test('a packed result is 0 beyond the end, where matMul reads', () => {
    const increment = trace({ name: 'increment', tensors: ['x'] }, ({ x }) => ({ y: add(x, 1) }));
    const { y } = execute(increment, { tensors: { x: placed(eighths(15, 1), [3, 5], true) } });
    const product = tf.matMul(y as tf.Tensor2D, tf.transpose(y as tf.Tensor2D));
    const rows = [0, 1, 2].map((row) => [...eighths(15, 1).slice(5 * row, 5 * row + 5)]);
    const dot = (a: number[], b: number[]) =>
      a.reduce((total, x, i) => total + (x + 1) * ((b[i] as number) + 1), 0);
    expect(product.arraySync()).toEqual(rows.map((a) => rows.map((b) => dot(a, b))));
  });

  test('reshaped tensors share textures of other widths or blocks', () => {
    const [a, b] = [eighths(30, 1), eighths(30, 2)];
    const difference = trace({ name: 'difference', tensors: ['x', 'y'] }, ({ x, y }) => ({
      z: sub(x, y),
    }));
    for (const isPacked of [true, false]) {
      for (const [from, to] of [
        [[3, 10], [30]],
        [
          [5, 6],
          [2, 15],
        ],
        [[30], [2, 3, 5]],
        [[2, 3, 5], [30]],
        [[2, 3], [6]],
      ] as const) {
        const size = tf.util.sizeFromShape([...to]);
        const x = tf.reshape(placed(a.slice(0, size), from, isPacked), [...to]);
        for (const other of [true, false]) {
          const y = placed(b.slice(0, size), to, other);
          const { z } = execute(difference, { tensors: { x, y } });
          expect(z?.dataSync()).toEqual(
            a.slice(0, size).map((value, i) => value - (b[i] as number)),
          );
        }
      }
    }
    // One on the host under two shapes: the first run takes it to the device.
    const x = tf.tensor(a, [5, 6]);
    const y = tf.reshape(x, [3, 10]);
    for (const one of [x, y]) {
      const { z } = execute(difference, { tensors: { x: one, y: one } });
      expect(z?.dataSync()).toEqual(new Float32Array(30));
    }
    expect(y.dataSync()).toEqual(a);
  });

  test('slices that are views of a texture', () => {
    const values = eighths(60, 1);
    const double = trace(
      { name: 'double', tensors: ['x', 'y'], broadcasts: ['s'] },
      ({ x, y, s }) => ({ z: add(mul(x, s), y) }),
    );
    const whole = placed(values, [12, 5], false);
    const x = tf.slice(whole, [3, 0], [4, 5]);
    const s = tf.reshape(tf.slice(placed(values, [60], false), [17], [1]), []);
    expect(webgl().texData.get(x.dataId).slice).toBeDefined();
    expect(webgl().texData.get(s.dataId).slice).toBeDefined();
    for (const isPacked of [true, false]) {
      const y = placed(eighths(20, 2), [4, 5], isPacked);
      const { z } = execute(double, { tensors: { x, y, s } });
      const at = (i: number) => values[i] as number;
      const expected = eighths(20, 2).map((b, i) => at(15 + i) * at(17) + b);
      expect(z?.dataSync()).toEqual(expected);
    }
    expect(whole.dataSync()).toEqual(values);
  });
});

describe('a step', () => {
  const makeModel = () => {
    const variables = [[64, 32], [32], [32, 3], [3]].map((shape) => tf.variable(tf.zeros(shape)));
    const gradients = Object.fromEntries(
      variables.map(({ name, shape, size }, i) => [
        name,
        placed(eighths(size, i), shape, i % 2 === 0),
      ]),
    );
    return { variables, gradients, optimizer: new AdamW(variables, { learningRate: () => 1e-3 }) };
  };

  test('is one draw for each parameter, from the second on', () => {
    const { variables, gradients, optimizer } = makeModel();
    optimizer.applyGradients(gradients);
    const draws = vi.spyOn(gl(), 'drawElements');
    optimizer.applyGradients(gradients);
    expect(draws).toHaveBeenCalledTimes(variables.length);
    optimizer.dispose();
  });

  test('compiles nothing, whatever its numbers and shapes', () => {
    const { gradients, optimizer } = makeModel();
    optimizer.applyGradients(gradients);
    const gradient = placed(eighths(27, 1), [3, 3, 3], true);
    const shaders = vi.spyOn(gl(), 'compileShader');
    optimizer.setOptions({ learningRate: 0.5, beta1: 0.5 });
    optimizer.applyGradients(gradients);
    const other = tf.variable(tf.zeros([3, 3, 3]));
    const another = new AdamW([other], { weightDecay: 0.5 });
    another.applyGradients({ [other.name]: gradient });
    expect(shaders).not.toHaveBeenCalled();
    optimizer.dispose();
    another.dispose();
  });

  test('leaves the memory of the device as it is, a thousand times', () => {
    const { gradients, optimizer } = makeModel();
    const usage = () => {
      const { numTensors, numDataBuffers, numBytes } = tf.memory();
      const { numBytesInGPU, numBytesInGPUAllocated } = webgl().memory();
      const dataIds = webgl().numDataIds();
      return {
        numTensors,
        numDataBuffers,
        numBytes,
        numBytesInGPU,
        numBytesInGPUAllocated,
        dataIds,
      };
    };
    optimizer.applyGradients(gradients);
    optimizer.applyGradients(gradients);
    const before = usage();
    for (let i = 0; i < 1000; i++) optimizer.applyGradients(gradients);
    expect(usage()).toEqual(before);
    expect(gl().getError()).toBe(0);
    optimizer.dispose();
  });
});

describe('a program', () => {
  test('of more outputs than render targets takes more draws', () => {
    const names = Array.from({ length: 19 }, (_, i) => `y${i}`);
    const program = trace({ name: 'many', tensors: ['x'] }, ({ x }) =>
      Object.fromEntries(names.map((name, i) => [name, add(x, i)])),
    );
    const x = placed(eighths(15, 1), [3, 5], true);
    execute(program, { tensors: { x } });
    const draws = vi.spyOn(gl(), 'drawElements');
    const made = execute(program, { tensors: { x } });
    const limit = gl().getParameter(gl().MAX_DRAW_BUFFERS) as number;
    expect(draws).toHaveBeenCalledTimes(Math.ceil(19 / limit));
    names.forEach((name, i) => {
      expect(made[name]?.dataSync()).toEqual(eighths(15, 1).map((value) => value + i));
    });
  });

  test('draws random bits in one draw, and uploads none', () => {
    const uploads = ['texImage2D', 'texSubImage2D', 'bufferData', 'bufferSubData'] as const;
    const spies = uploads.map((name) => vi.spyOn(gl(), name));
    // A texture may be made by texImage2D without data.
    const uploaded = () => spies.flatMap(({ mock }) => mock.calls).filter((call) => call.at(-1));
    const x = placed(new Float32Array(66_049).fill(1), [257, 257], true);
    expect(uploaded()).not.toEqual([]);

    const dropout = new Dropout(0.5);
    dropout.forward(x);
    for (const spy of spies) spy.mockClear();
    const draws = vi.spyOn(gl(), 'drawElements');
    const y = dropout.forward(x);
    expect(draws).toHaveBeenCalledTimes(1);
    expect(uploaded()).toEqual([]);
    expect(new Set(y.dataSync())).toEqual(new Set([0, 2]));
  });

  test('that reads more tensors than there are texture units is refused, and nothing is left', () => {
    const names = Array.from({ length: 200 }, (_, i) => `x${i}`);
    const program = trace({ name: 'wide', tensors: names }, (inputs) => ({
      total: names.reduce<Expr>((sum, name) => add(sum, inputs[name] as Expr), add(0, 0)),
    }));
    const x = placed(eighths(4, 1), [4], true);
    const tensors = Object.fromEntries(names.map((name) => [name, x]));
    const before = [tf.memory().numTensors, webgl().numDataIds()];
    expect(() => execute(program, { tensors })).toThrow(/got a program that reads 200 tensors/);
    expect([tf.memory().numTensors, webgl().numDataIds()]).toEqual(before);
  });

  test('reduces up to 64 texels in one draw, and 4096 in two', () => {
    const both = trace({ name: 'both', tensors: ['x'] }, ({ x }) => ({ a: sum(x), b: max(x) }));
    for (const [size, expected] of [
      [128, 1],
      [129, 3],
      [8192, 3],
    ] as const) {
      const x = placed(new Float32Array(size).fill(0.5), [size], true);
      execute(both, { tensors: { x } });
      const draws = vi.spyOn(gl(), 'drawElements');
      const { a, b } = execute(both, { tensors: { x } });
      expect(draws).toHaveBeenCalledTimes(expected);
      draws.mockRestore();
      expect([a?.dataSync()[0], b?.dataSync()[0]]).toEqual([size / 2, 0.5]);
    }
  });
});

describe('NaN, infinities and zeros', () => {
  const special = [0, -0, 1, -1, 2 ** 100, -(2 ** -100), Infinity, -Infinity, Number.NaN];
  const operations: Readonly<Record<string, (a: Expr, b: Expr) => Expr>> = {
    mul: (a, b) => mul(a, b),
    'mul by a constant': (a) => mul(a, 0),
    'sub from itself': (a) => sub(a, a),
    div: (a, b) => div(a, b),
    min: (a, b) => min(a, b),
    max: (a, b) => max(a, b),
    abs: (a) => abs(a),
    neg: (a) => neg(a),
    sqrt: (a) => sqrt(a),
    sign: (a) => sign(a),
    less: (a, b) => where(less(a, b), 1, 0),
    equal: (a, b) => where(equal(a, b), 1, 0),
    where: (a, b) => where(less(a, b), a, b),
  };
  const a = Float32Array.from(special.flatMap((x) => special.map(() => x)));
  const b = Float32Array.from(special.flatMap(() => special));

  test.each(Object.keys(operations))('are what IEEE makes of them: %s', (name) => {
    const make = operations[name] as (a: Expr, b: Expr) => Expr;
    const program = trace({ name, tensors: ['a', 'b'] }, (i) => ({ result: make(i.a, i.b) }));
    const expected = interpret(program, { a, b }, 'float32').result as Float32Array;
    const { result } = execute(program, { tensors: { a: tf.tensor(a), b: tf.tensor(b) } });
    // What is subnormal may be 0, and the sign of a zero tells nothing here.
    const clean = (x: number) => (Math.abs(x) < 2 ** -126 ? 0 : x);
    expect(Array.from((result as tf.Tensor).dataSync(), clean)).toEqual(
      Array.from(expected, clean),
    );
  });
});
