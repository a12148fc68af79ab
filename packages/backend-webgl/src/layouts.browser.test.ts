// What is special about textures: their layouts and their borders.

import {
  add,
  bits,
  execute,
  interpret,
  largest,
  mul,
  sub,
  sum,
  trace,
  uniform,
  unregisterBackend,
} from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eighths, placed, webgl } from '../test/placed.js';
import { register } from './index.js';

beforeAll(async () => {
  await tf.setBackend('webgl');
  register();
});
afterAll(() => unregisterBackend('webgl'));
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const momentum = trace(
  { name: 'Momentum', tensors: ['param', 'grad', 'm'], broadcasts: ['scale'], scalars: ['beta'] },
  ({ param, grad, m, scale, beta }) => {
    const mNext = add(mul(m, beta), mul(grad, scale));
    return { param: sub(param, mNext), m: mNext, total: sum(mNext), largest: largest(mNext) };
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
