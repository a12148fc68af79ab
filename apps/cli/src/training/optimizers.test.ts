import { Optimizer } from '@nadir/core';
import {
  add,
  memory,
  ones,
  ready,
  type Scalar,
  setBackend,
  square,
  sum,
  tensor2d,
  tidy,
  type Variable,
  variable,
} from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf, makeOptimizer, ruleOf, takesShape } from './optimizers.js';
import type { Options } from './options.js';

const optionsOf = (name: string): Options => ({
  optimizer: { name, options: defaultsOf(name) },
  ...{
    schedule: 'constant',
    l1: 0,
    l2: 0,
    model: 'mlp',
    dropout: 0,
    hidden: [],
    epochs: 1,
    batch: 1,
    patience: 0,
    seed: 0,
  },
});

const rate = { learningRate: () => 0.02, steps: 10 };

const matrix = () => tidy(() => variable(tensor2d([3, 1, -2, 2], [2, 2])));
const vector = () => tidy(() => variable(ones([2])));

/** Takes two steps on Σ w² of all. */
function descend(optimizer: Optimizer, parameters: readonly Variable[]): void {
  for (let step = 0; step < 2; step++) {
    optimizer
      .step(() => parameters.map((one) => sum(square(one))).reduce((a, b) => add(a, b)) as Scalar)
      .dispose();
  }
}

const valuesOf = (one: Variable): number[] => [...one.dataSync()];

beforeAll(async () => {
  await setBackend('cpu');
  await ready();
});

describe('takesShape', () => {
  it('asks the rule', () => {
    expect(takesShape(ruleOf('muon'), [2, 3])).toBe(true);
    expect(takesShape(ruleOf('muon'), [3])).toBe(false);
    expect(takesShape(ruleOf('adamw'), [])).toBe(true);
  });
});

describe('makeOptimizer', () => {
  it('steps what the rule takes by it, and the rest by AdamW at its own learning rate', () => {
    const before = memory().numTensors;
    const [weight, bias, weightAlone, biasAlone] = [matrix(), vector(), matrix(), vector()];
    const both = makeOptimizer(optionsOf('muon'), [weight, bias], rate);
    const muon = new Optimizer(ruleOf('muon'), [weightAlone], { learningRate: 0.02 });
    const adamW = new Optimizer(ruleOf('adamw'), [biasAlone], defaultsOf('adamw'));
    descend(both, [weight, bias]);
    descend(muon, [weightAlone]);
    descend(adamW, [biasAlone]);
    expect(valuesOf(weight)).toEqual(valuesOf(weightAlone));
    expect(valuesOf(bias)).toEqual(valuesOf(biasAlone));
    expect(valuesOf(bias)).not.toEqual([1, 1]);
    for (const optimizer of [both, muon, adamW]) optimizer.dispose();
    for (const one of [weight, bias, weightAlone, biasAlone]) one.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('is the rule alone where it takes every parameter', () => {
    const optimizer = makeOptimizer(optionsOf('lion'), [matrix(), vector()], rate);
    expect(optimizer.groups.map(({ rule }) => rule)).toEqual(['Lion']);
    optimizer.dispose();
  });
});
