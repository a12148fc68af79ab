import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ADOPT, type ADOPTOptions } from './adopt.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** The weight, which begins at 2, and its state after steps with these gradients. */
function train(options: ADOPTOptions, gradients: number[]) {
  const w = tf.variable(tf.tensor1d([2]));
  const optimizer = new ADOPT([['w', w]], options);
  for (const gradient of gradients) optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
  const { tensors } = optimizer.stateDict();
  const slot = (name: string) => tensors[`w/${name}`]?.dataSync()[0] as number;
  return { weight: w.dataSync()[0] as number, m: slot('m'), v: slot('v') };
}

describe('ADOPT', () => {
  it('moves nothing at its first step, whatever the decay and the bound', () => {
    for (const clipExponent of [0.333, 0]) {
      const apart = { clipExponent, weightDecay: 0.5, decoupledWeightDecay: true };
      expect(train({ learningRate: 1, ...apart }, [3])).toEqual({ weight: 2, m: 0, v: 9 });
      // L2 decay is part of the gradient: 3 + 0.5 · 2.
      expect(train({ clipExponent, weightDecay: 0.5 }, [3])).toEqual({ weight: 2, m: 0, v: 16 });
    }
  });

  it('divides by the v of past gradients', () => {
    // n = 1 / √4, so m = 0.5 · 0.5; v follows: 0.75 · 4 + 0.25 · 1.
    const options = { learningRate: 1, beta1: 0.5, beta2: 0.75 };
    expect(train(options, [2, 1])).toEqual({ weight: 1.75, m: 0.25, v: 3.25 });
  });

  it('bounds normalized gradients by a power of the steps before', () => {
    // 8 / 1 within 1, then 8 / … within 2^0.5.
    const options = { learningRate: 1, beta1: 0, beta2: 0.75, clipExponent: 0.5 };
    expect(train(options, [1, 8]).m).toBe(1);
    expect(train(options, [1, 8, 80]).m).toBeCloseTo(Math.SQRT2, 6);
    expect(train({ ...options, clipExponent: 0 }, [1, 8]).m).toBe(8);
  });
});
