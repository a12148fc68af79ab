import { clipByGlobalNorm } from '../../transforms/clip-by-global-norm.js';
import { throwError } from '../gradients/non-finite.js';
// Updates of state beside the step.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { add, mul, square, sub } from '../../program/expression.js';
import { defineTransform } from '../../transform/define-transform.js';
import { zeros } from '../../transform/slot.js';
import { applyUpdate } from '../apply-update.js';
import { Optimizer } from '../optimizer.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Steps by γ h, where h sums γ g² of gradients of its own. */
const scaled = defineTransform({
  name: 'Scaled',
  state: { h: zeros() },
  defaults: { learningRate: 0.5 },
  scalars: ({ learningRate }) => ({ learningRate }),
  update: ({ param, grad, h }, { learningRate }) => ({
    param: sub(param, mul(learningRate, mul(h, grad))),
  }),
  further: {
    curvature: ({ grad, h }, { learningRate }) => ({ h: add(h, mul(learningRate, square(grad))) }),
    restart: ({ param }) => ({ h: param }),
  },
});

const variable = (...values: number[]) => tf.variable(tf.tensor1d(values));
const gradient = ({ name }: tf.Variable, ...values: number[]) => ({ [name]: tf.tensor1d(values) });

/** State by the name of the tensor. */
function stateOf(optimizer: Optimizer): Record<string, number[]> {
  const { tensors } = optimizer.stateDict();
  return Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, [...t.dataSync()]]));
}

describe('applyUpdate', () => {
  it('changes state by other gradients than those of the step, and counts nothing', () => {
    const w = variable(1, 2);
    const optimizer = new Optimizer(scaled, [['w', w]]);
    optimizer.applyGradients(gradient(w, 1, 1));
    applyUpdate(optimizer, 'curvature', gradient(w, 2, 4));
    expect(stateOf(optimizer)).toEqual({ 'w/h': [2, 8] });
    expect(optimizer.iterations).toBe(1);
    expect(optimizer.groups[0]?.step).toBe(1);
    optimizer.applyGradients(gradient(w, 1, 1));
    expect([...w.dataSync()]).toEqual([0, -2]);
  });

  it('takes schedules as the last step did', () => {
    const w = variable(1);
    const optimizer = new Optimizer(scaled, [['w', w]], { learningRate: (k: number) => 10 ** k });
    applyUpdate(optimizer, 'curvature', gradient(w, 1));
    optimizer.applyGradients(gradient(w, 0));
    applyUpdate(optimizer, 'curvature', gradient(w, 1));
    optimizer.applyGradients(gradient(w, 0));
    applyUpdate(optimizer, 'curvature', gradient(w, 1));
    // 1 before the first step and after it, 10 after the second.
    expect(stateOf(optimizer)).toEqual({ 'w/h': [12] });
  });

  it('takes gradients as they are, whatever the steps do to theirs', () => {
    const w = variable(1);
    const optimizer = new Optimizer(scaled, [['w', w]], {
      clip: clipByGlobalNorm(1),
      maximize: true,
    });
    optimizer.applyGradients(gradient(w, 3));
    const norm = optimizer.gradientNorm();
    applyUpdate(optimizer, 'curvature', gradient(w, 4));
    expect(stateOf(optimizer)).toEqual({ 'w/h': [8] });
    return expect(norm).resolves.toBe(3);
  });

  it('goes on from state that it made before the first step', async () => {
    const w = variable(1, 2);
    const optimizer = new Optimizer(scaled, [['w', w]]);
    applyUpdate(optimizer, 'curvature', gradient(w, 2, 4));
    const again = new Optimizer(scaled, [['w', variable(1, 2)]]);
    again.loadStateDict(optimizer.stateDict());
    expect(stateOf(again)).toEqual({ 'w/h': [2, 8] });
    const third = new Optimizer(scaled, [['w', variable(1, 2)]]);
    await third.setWeights(await optimizer.getWeights());
    expect(stateOf(third)).toEqual({ 'w/h': [2, 8] });
  });

  it('needs no gradients where it reads none: then it is for all parameters with state', () => {
    const [a, b] = [variable(3), variable(4)];
    const optimizer = new Optimizer(scaled, [
      ['a', a],
      ['b', b],
    ]);
    applyUpdate(optimizer, 'restart');
    expect(stateOf(optimizer)).toEqual({});
    optimizer.applyGradients(gradient(a, 0));
    applyUpdate(optimizer, 'restart');
    expect(stateOf(optimizer)).toEqual({ 'a/h': [3] });
  });

  it('takes variables that an open optimizer has not met', () => {
    const w = variable(1);
    const optimizer = new Optimizer(scaled);
    applyUpdate(optimizer, 'curvature', gradient(w, 2));
    optimizer.applyGradients(gradient(w, 1));
    expect([...w.dataSync()]).toEqual([0]);
  });

  it('refuses what it cannot do, and changes nothing', () => {
    const w = variable(1);
    const optimizer = new Optimizer(scaled, [['w', w]], { nonFinite: throwError });
    applyUpdate(optimizer, 'curvature', gradient(w, 2));
    const refused = (action: () => void, message: string) => {
      expect(action).toThrow(message);
      expect(stateOf(optimizer)).toEqual({ 'w/h': [2] });
    };
    refused(() => applyUpdate(optimizer, 'hessian'), 'Scaled.update: got `hessian`, expected');
    refused(
      () => applyUpdate(optimizer, 'curvature'),
      'Scaled.curvature: got no gradients, expected one for each parameter.',
    );
    refused(
      () => applyUpdate(optimizer, 'curvature', gradient(w, Number.NaN)),
      'got NaN or infinite',
    );
    refused(
      () => applyUpdate(optimizer, 'curvature', gradient(w, 1, 2)),
      'got a gradient [2] for "w"',
    );
    refused(
      () => applyUpdate(optimizer, 'curvature', gradient(variable(1), 1)),
      'got a gradient for',
    );
  });
});
