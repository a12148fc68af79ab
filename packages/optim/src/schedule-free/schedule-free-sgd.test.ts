import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { linearWarmup } from '../schedules/warmup/linear-warmup.js';
import { ScheduleFreeSGD } from './schedule-free-sgd.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Where the average is after steps by gradients that do not depend on the place. */
function averageAfter(gradients: readonly number[], options: object) {
  const w = tf.variable(tf.tensor1d([1]));
  const optimizer = new ScheduleFreeSGD([w], options);
  for (const gradient of gradients) {
    optimizer.applyGradients({ [w.name]: tf.tensor1d([gradient]) });
  }
  optimizer.eval();
  return w.dataSync()[0] as number;
}

const gradients = [0.5, -1, 2, 0.25];

describe('ScheduleFreeSGD', () => {
  it('averages the places that plain SGD would have', () => {
    // SGD with γ = 0.1 from 1: 0.95, 1.05, 0.85, 0.825
    const mean = (0.95 + 1.05 + 0.85 + 0.825) / 4;
    for (const momentum of [0.1, 0.5, 0.9]) {
      expect(averageAfter(gradients, { learningRate: 0.1, momentum })).toBeCloseTo(mean, 6);
    }
  });

  it('keeps the average when β changes, by a schedule or by hand, in training or in evaluation', () => {
    // The average of places that the gradients do not depend on has no β in it.
    const mean = (0.95 + 1.05 + 0.85 + 0.825) / 4;
    const momentum = (step: number) => [0.9, 0.5, 0.8, 0.2][step] as number;
    expect(averageAfter(gradients, { learningRate: 0.1, momentum })).toBeCloseTo(mean, 6);

    const w = tf.variable(tf.tensor1d([1]));
    const optimizer = new ScheduleFreeSGD([w], { learningRate: 0.1, momentum: 0.9 });
    const step = (i: number) =>
      optimizer.applyGradients({ [w.name]: tf.tensor1d([gradients[i] as number]) });
    step(0);
    step(1);
    optimizer.setOptions({ momentum: 0.2 });
    optimizer.eval();
    expect(w.dataSync()[0]).toBeCloseTo((0.95 + 1.05) / 2, 6);
    optimizer.setOptions({ momentum: 0.6 });
    optimizer.train();
    step(2);
    step(3);
    // y is between the average x and the last place z.
    expect(w.dataSync()[0]).toBeCloseTo(0.6 * mean + 0.4 * 0.825, 6);
  });

  it('weights them by powers of t and of the largest learning rate', () => {
    // γ is 0.1, 0.2, 0.1, 0.1, so places are 0.95, 1.15, 0.95, 0.925 and the largest γ 0.1, 0.2, 0.2, 0.2.
    const learningRate = (step: number) => (step === 1 ? 0.2 : 0.1);
    const places = [0.95, 1.15, 0.95, 0.925];
    const average = (weights: number[]) =>
      places.reduce((sum, x, i) => sum + x * (weights[i] as number), 0) /
      weights.reduce((a, b) => a + b);
    const given = (more: object) => averageAfter(gradients, { learningRate, ...more });
    expect(given({})).toBeCloseTo(average([1, 4, 4, 4]), 6);
    expect(given({ weightLearningRatePower: 1 })).toBeCloseTo(average([1, 2, 2, 2]), 6);
    expect(given({ weightLearningRatePower: 0, r: 2 })).toBeCloseTo(average([1, 4, 9, 16]), 6);
  });

  it('warms up as a schedule would', () => {
    const byOption = averageAfter(gradients, { learningRate: 0.4, warmupSteps: 4 });
    const learningRate = linearWarmup({ from: 0.1, to: 0.4, steps: 3 });
    expect(averageAfter(gradients, { learningRate })).toBeCloseTo(byOption, 6);
  });

  it('stays where it is while the learning rate is 0', () => {
    expect(averageAfter(gradients, { learningRate: 0 })).toBe(1);
  });
});
