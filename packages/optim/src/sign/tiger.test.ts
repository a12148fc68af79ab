import { RuleInterpreter, type Transform } from '@nadir/core';
import { expect, it } from 'vitest';
import { Signum } from './signum.js';
import { Tiger } from './tiger.js';

it('Tiger is Signum with other defaults', () => {
  const run = (rule: Transform) => {
    const one = new RuleInterpreter(rule, [{ shape: [2], values: [1, -2] }], 'float64');
    for (const gradient of [
      [1, -1],
      [-3, 0.5],
    ]) {
      one.step([gradient], () => Tiger.rule.defaults);
    }
    return one.parameters[0]?.param;
  };
  expect(run(Tiger.rule)).toEqual(run(Signum.rule));
  expect(Tiger.rule.defaults).toEqual({ learningRate: 1e-3, beta: 0.965, weightDecay: 0.01 });
});
