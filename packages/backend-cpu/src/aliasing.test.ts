// On the cpu backend tensors share their arrays: with clones, reshapes, slices and assigned
// variables, with the array that a user made a tensor from, and with what `dataSync` gave.
import { add, execute, mul, sub, trace, unregisterBackend } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { register } from './index.js';

const momentum = trace(
  { name: 'Momentum', tensors: ['param', 'grad', 'm'], scalars: ['beta', 'rate'] },
  ({ param, grad, m, beta, rate }) => {
    const mNext = add(mul(m, beta), grad);
    return { param: sub(param, mul(rate, mNext)), m: mNext };
  },
);
const scalars = { beta: 0.5, rate: 0.25 };

beforeAll(async () => {
  await tf.setBackend('cpu');
  register();
});
afterAll(() => unregisterBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** Five numbers, so that the last vector is not full. */
const five = () => Float32Array.of(1, -2, 3, -4, 5);

describe('a step leaves alone', () => {
  // Each gives a tensor and a way to look at its array from elsewhere.
  const holders: Readonly<Record<string, () => [tf.Tensor, () => ArrayLike<number>]>> = {
    'a clone': () => {
      const tensor = tf.tensor1d(five());
      const other = tf.clone(tensor);
      return [tensor, () => other.dataSync()];
    },
    'what it was cloned from': () => {
      const other = tf.tensor1d(five());
      return [tf.clone(other), () => other.dataSync()];
    },
    'a reshaped tensor': () => {
      const tensor = tf.tensor1d(five());
      const other = tf.reshape(tensor, [5, 1]);
      return [tensor, () => other.dataSync()];
    },
    'a slice': () => {
      const tensor = tf.tensor1d(five());
      const other = tf.slice(tensor, [0], [5]);
      return [tensor, () => other.dataSync()];
    },
    'what it was sliced from': () => {
      const other = tf.tensor1d([9, 9, 9, ...five(), 9, 9]);
      return [tf.slice(other, [3], [5]), () => other.dataSync().slice(3, 8)];
    },
    'a variable that it was assigned to': () => {
      const tensor = tf.tensor1d(five());
      const other = tf.variable(tf.zeros([5]), false);
      other.assign(tensor as tf.Tensor1D);
      return [tensor, () => other.dataSync()];
    },
    'the array it was made from': () => {
      const array = five();
      return [tf.tensor1d(array), () => array];
    },
    'an array that dataSync gave': () => {
      const tensor = tf.tensor1d(five());
      const array = tensor.dataSync();
      return [tensor, () => array];
    },
    'a buffer that bufferSync gave': () => {
      const tensor = tf.tensor1d(five());
      const buffer = tensor.bufferSync();
      return [tensor, () => buffer.values as Float32Array];
    },
  };

  test.each(Object.keys(holders))('%s of its parameter and of its gradient', (holder) => {
    const [param, lookAtParam] = (holders[holder] as () => [tf.Tensor, () => Float32Array])();
    const [grad, lookAtGrad] = (holders[holder] as () => [tf.Tensor, () => Float32Array])();
    const [m] = allocate([[5]]) as [tf.Tensor];
    for (let i = 0; i < 2; i++) {
      const call = { tensors: { param, grad, m }, scalars, owned: ['m'] };
      const next = execute(momentum, call).param as tf.Tensor;
      // m = g, then 0.5 g + g = 1.5 g; θ − 0.25 m with g = θ.
      const factor = 1 - 0.25 * (i === 0 ? 1 : 1.5);
      expect(next.dataSync()).toEqual(five().map((x) => x * factor));
      expect(Float32Array.from(lookAtParam())).toEqual(five());
      expect(Float32Array.from(lookAtGrad())).toEqual(five());
    }
  });

  test('what an earlier step gave', () => {
    const [m] = allocate([[5]]) as [tf.Tensor];
    const grad = tf.tensor1d(five());
    const results = [tf.tensor1d(five()) as tf.Tensor];
    const arrays: ArrayLike<number>[] = [];
    const copies: Float32Array[] = [];
    for (let i = 0; i < 4; i++) {
      const param = results[i] as tf.Tensor;
      results.push(
        execute(momentum, { tensors: { param, grad, m }, scalars, owned: ['m'] })
          .param as tf.Tensor,
      );
      arrays.push((results[i + 1] as tf.Tensor).dataSync());
      copies.push(Float32Array.from(arrays[i] as ArrayLike<number>));
    }
    expect(arrays).toEqual(copies);
    expect(new Set(arrays).size).toBe(4);
    expect(new Set(copies.map(String)).size).toBe(4);
  });

  test('the other slots of its arena, whatever their sizes', () => {
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 33];
    const slots = allocate(sizes.map((size) => [size]));
    const fill = trace({ name: 'fill', tensors: ['m'], scalars: ['s'] }, ({ m, s }) => ({
      m: add(mul(m, 0), s),
    }));
    slots.forEach((m, i) => {
      execute(fill, { tensors: { m }, scalars: { s: i + 1 }, owned: ['m'] });
    });
    slots.forEach((m, i) => {
      expect(m.dataSync()).toEqual(new Float32Array(sizes[i] as number).fill(i + 1));
    });
  });

  test('a slot that is not its own to write', () => {
    const [m, other] = allocate([[5], [5]]) as [tf.Tensor, tf.Tensor];
    const [param, grad] = [tf.tensor1d(five()), tf.tensor1d(five())];
    const made = execute(momentum, { tensors: { param, grad, m }, scalars });
    expect(m.dataSync()).toEqual(new Float32Array(5));
    expect(made.m?.dataSync()).toEqual(five());
    expect(other.dataSync()).toEqual(new Float32Array(5));
  });

  test('slots of other calls of allocate, however many there are', () => {
    const all = Array.from({ length: 20 }, () => allocate([[3]])[0] as tf.Tensor);
    const count = trace({ name: 'count', tensors: ['m'] }, ({ m }) => ({ m: add(m, 1) }));
    all.forEach((m, i) => {
      for (let n = 0; n < i; n++) execute(count, { tensors: { m }, scalars: {}, owned: ['m'] });
    });
    expect(all.map((m) => m.dataSync()[2])).toEqual(all.map((_, i) => i));
  });
});

describe('a step takes', () => {
  test('a gradient or parameter that is a slice, a reshape or a slot', () => {
    const [m, slot] = allocate([[5], [5]]) as [tf.Tensor, tf.Tensor];
    const whole = tf.tensor1d([9, ...five(), 9]);
    const fill = trace({ name: 'copy', tensors: ['x', 'm'] }, ({ x, m }) => ({
      m: add(x, mul(m, 0)),
    }));
    const grad = tf.slice(whole, [1], [5]);
    execute(fill, { tensors: { x: grad, m: slot }, scalars: {}, owned: ['m'] });
    expect(slot.dataSync()).toEqual(five());
    const tensors = { param: slot, grad, m };
    const { param } = execute(momentum, { tensors, scalars, owned: ['m'] });
    expect(param?.dataSync()).toEqual(five().map((x) => 0.75 * x));
    expect(slot.dataSync()).toEqual(five());
  });
});
