import { chain, Optimizer, ProgramError, type Transform, traceRule } from '@nadir/core';
import { AdamW } from '@nadir/optim';
import { clipByValue, scaleByAdam, scaleByLearningRate } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** What is thrown when a chain is traced, and when an optimizer steps by it; the parameter stays as it is. */
function expectRefused(rule: Transform, message: string): void {
  expect(() => traceRule(rule, rule.defaults)).toThrow(ProgramError);
  const w = tf.variable(tf.scalar(1));
  const step = () => new Optimizer(rule, [w]).applyGradients({ [w.name]: tf.scalar(1) });
  expect(step).toThrow(message);
  expect(w.dataSync()[0]).toBe(1);
}

describe('a chain', () => {
  it('is refused when it never moves the parameter', () => {
    expectRefused(
      chain(clipByValue(1), scaleByAdam()),
      'clipByValue + scaleByAdam: got transforms that never move the parameter, expected one that does. ' +
        'End the chain with scaleByLearningRate().',
    );
    const rule = chain(clipByValue(1), scaleByAdam(), scaleByLearningRate());
    expect(() => traceRule(rule, rule.defaults)).not.toThrow();
  });

  it('is refused when a transform changes the gradient behind the last one that reads it', () => {
    expectRefused(
      chain(AdamW.rule, clipByValue(1e-9)),
      'AdamW + clipByValue: got a transform that changes the gradient behind the last one that reads it',
    );
    const rule = chain(clipByValue(1e-9), AdamW.rule);
    expect(() => traceRule(rule, rule.defaults)).not.toThrow();
  });
});
