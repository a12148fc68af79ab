import { type Rule, RuleInterpreter } from '@nadir/core';
import { expect, it } from 'vitest';
import { signum } from './signum.js';
import { tiger } from './tiger.js';

it('Tiger is Signum with other defaults', () => {
  const run = (rule: Rule) => {
    const one = new RuleInterpreter(rule, [{ shape: [2], values: [1, -2] }], 'float64');
    for (const gradient of [
      [1, -1],
      [-3, 0.5],
    ]) {
      one.step([gradient], () => tiger.defaults);
    }
    return one.parameters[0]?.param;
  };
  expect(run(tiger)).toEqual(run(signum));
  expect(tiger.defaults).toEqual({ learningRate: 1e-3, beta: 0.965, weightDecay: 0.01 });
});
