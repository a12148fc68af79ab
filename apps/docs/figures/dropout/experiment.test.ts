import { register } from '@nadir/backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { train } from './experiment.js';
import { type Frame, initial, pictureOf, step } from './model.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  register();
});

/** The first frames of a run. */
function framesOf(p: number, count: number): Frame[] {
  const run = train({ p });
  const frames = Array.from({ length: count }, () => run.next().value as Frame);
  run.return();
  return frames;
}

test('the figure begins with what the network computes', async () => {
  const frames = framesOf(initial.p, step.initial);
  const picture = pictureOf(initial.p, frames, step.initial);
  // After a change of the experiment, `vitest run apps/docs/figures/dropout --update` writes the file anew.
  await expect(`${JSON.stringify(picture)}\n`).toMatchFileSnapshot('golden/first.json');
});

test('units are dropped with probability p, and the others are divided by 1 − p', () => {
  const p = 0.25;
  let dropped = 0;
  const frames = framesOf(p, 30);
  for (const { probe } of frames) {
    for (const [i, value] of probe.dropped.entries()) {
      if (value === 0) dropped++;
      else expect(value).toBeCloseTo((probe.hidden[i] as number) / (1 - p), 2);
    }
  }
  // 360 draws: within five standard deviations of the mean.
  const n = 360;
  expect(Math.abs(dropped - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
});

test('the mean over masks is the output in evaluation, and without the division it is not', () => {
  const frames = framesOf(0.5, 30);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const last = (frames.at(-1) as Frame).probe;
  const deviation = Math.sqrt(mean(last.outputs.map((x) => (x - mean(last.outputs)) ** 2)));
  expect(Math.abs(mean(last.outputs) - last.output)).toBeLessThan(
    (5 * deviation) / Math.sqrt(last.outputs.length),
  );
  expect(Math.abs(mean(last.undivided))).toBeLessThan(Math.abs(last.output));
});

test('with p = 0 nothing is dropped and both accuracies are one', () => {
  for (const { accuracy, probe } of framesOf(0, 5)) {
    expect(accuracy.forgotten).toBe(accuracy.evaluated);
    expect(probe.dropped).toEqual(probe.hidden);
  }
});

test('a run leaves no tensors behind', () => {
  const before = tf.memory().numTensors;
  framesOf(0.5, 3);
  expect(tf.memory().numTensors).toBe(before);
});
