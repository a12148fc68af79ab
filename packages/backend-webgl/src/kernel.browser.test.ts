// What is special about a GPU: how many draws a step takes, what it uploads, and its arithmetic.

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
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { eighths, placed, webgl } from '../test/placed.js';
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

const gl = () => webgl().gpgpu.gl as WebGL2RenderingContext;

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
    const both = trace({ name: 'both', tensors: ['x'] }, ({ x }) => ({ a: sum(x), b: largest(x) }));
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
