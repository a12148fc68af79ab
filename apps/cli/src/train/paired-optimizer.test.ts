import { Optimizer, OptionError, rules } from '@nadir/core';
import { defineRule, mul, type Rule, sub } from '@nadir/core/program';
import {
  add,
  memory,
  ones,
  ready,
  type Scalar,
  setBackend,
  square,
  sum,
  tidy,
  variable,
} from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { PairedOptimizer, takesShape } from './paired-optimizer.js';

/** Gradient descent for matrices. */
const onMatrices = defineRule({
  name: 'OnMatrices',
  defaults: { learningRate: 0.25 },
  checkShape(shape, where) {
    if (shape.length !== 2) throw new OptionError(`${where}: expected a matrix.`);
  },
  scalars: ({ learningRate }) => ({ learningRate }),
  update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
});

const adamW = rules.adamw as Rule;
const other = { rule: adamW, options: { learningRate: 0.1 } };

beforeAll(async () => {
  await setBackend('cpu');
  await ready();
});

describe('takesShape', () => {
  it('asks the rule', () => {
    expect(takesShape(onMatrices, [2, 3])).toBe(true);
    expect(takesShape(onMatrices, [3])).toBe(false);
    expect(takesShape(adamW, [])).toBe(true);
  });
});

describe('PairedOptimizer', () => {
  it('steps what the rule takes by it, and the rest by the other one', () => {
    const [matrix, bias, alone] = tidy(() => [
      variable(ones([2, 2])),
      variable(ones([2])),
      variable(ones([2])),
    ]) as [ReturnType<typeof variable>, ReturnType<typeof variable>, ReturnType<typeof variable>];
    const paired = new PairedOptimizer({ rule: onMatrices, options: {} }, other, [matrix, bias]);
    const single = new Optimizer(adamW, [alone], { learningRate: 0.1 });
    const before = memory().numTensors;
    let calls = 0;
    const loss = paired.step(() => {
      calls++;
      return add(sum(square(matrix)), sum(square(bias))) as Scalar;
    });
    single.step(() => sum(square(alone))).dispose();
    expect(calls).toBe(1);
    // The sum of six ones; and the gradient 2 w of each, so 1 − 0.25 · 2.
    expect(loss.dataSync()[0]).toBe(6);
    expect([...matrix.dataSync()]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect([...bias.dataSync()]).toEqual([...alone.dataSync()]);
    loss.dispose();
    paired.dispose();
    single.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('is the rule alone where it takes every parameter', () => {
    const [first, second] = tidy(() => [variable(ones([2])), variable(ones([2]))]) as [
      ReturnType<typeof variable>,
      ReturnType<typeof variable>,
    ];
    const options = { learningRate: 0.3 };
    const paired = new PairedOptimizer({ rule: adamW, options }, other, [first]);
    const single = new Optimizer(adamW, [second], options);
    for (let step = 0; step < 3; step++) {
      paired.step(() => sum(square(first))).dispose();
      single.step(() => sum(square(second))).dispose();
    }
    expect([...first.dataSync()]).toEqual([...second.dataSync()]);
  });
});
