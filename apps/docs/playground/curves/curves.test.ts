import { expect, test } from 'vitest';
import { type Reading, RunLog, type TraceName } from '../engine/log/run-log.js';
import { bandOf } from './band.js';
import { clippedSteps, curveOf } from './metrics.js';
import { resultOf } from './results.js';
import { thin } from './thin.js';

const step = (loss: number, rest: Partial<Record<TraceName, number>> = {}) => ({
  ...{ loss, gradientNorm: 1, clippedNorm: 1, learningRate: 0.1, milliseconds: 2 },
  ...rest,
});

const reading = (at: number, loss: number): Reading => ({
  ...{ step: at, train: { loss }, test: { loss }, weightNorm: 1, sparsity: 0 },
});

function logOf(losses: readonly number[]): RunLog {
  const log = new RunLog();
  losses.forEach((loss, i) => {
    if (i > 0) log.addStep(i, step(losses[i - 1] as number));
    log.addReading(reading(i, loss));
  });
  return log;
}

test('the numbers of a step belong to the weights before it', () => {
  const curve = curveOf(logOf([4, 2, 1]), 'loss');
  expect(curve.values).toEqual([4, 2]);
  expect(curve.steps).toEqual([0, 1]);
});

test('a curve grows with its run', () => {
  const log = logOf([4, 2]);
  expect(curveOf(log, 'testLoss').values).toEqual([4, 2]);
  log.addReading(reading(7, 1));
  expect(curveOf(log, 'testLoss')).toMatchObject({ steps: [0, 1, 7], values: [4, 2, 1] });
});

test('steps whose gradients were clipped are found', () => {
  const log = new RunLog();
  log.addStep(1, step(1, { gradientNorm: 5, clippedNorm: 1 }));
  log.addStep(2, step(1, { gradientNorm: 0.5, clippedNorm: 0.5 }));
  expect(clippedSteps(log)).toMatchObject({ steps: [0], values: [1] });
});

test('a band goes on after a run that ended early', () => {
  const band = bandOf([
    { steps: [0, 1, 2], values: [4, 2, 1] },
    { steps: [0, 1], values: [8, 4] },
  ]);
  expect(band).toEqual({ steps: [0, 1, 2], mean: [6, 3, 1], low: [4, 2, 1], high: [8, 4, 1] });
});

test('a long curve keeps its peaks when it is thinned', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => (i === 5_555 ? 99 : i % 3));
  const places = thin({ steps: values.map((_, i) => i), values }, 100, (at) => at / 100);
  expect(places.length).toBeLessThanOrEqual(200);
  expect(places).toContainEqual([5_555, 99]);
});

test('what an axis cannot show is left out of a curve', () => {
  const curve = { steps: [0, 1, 2], values: [1, 0, Number.NaN] };
  expect(
    thin(
      curve,
      10,
      (at) => at,
      (value) => value > 0,
    ),
  ).toEqual([[0, 1]]);
});

test('a result is the mean over seeds, and has a time to the target only if all came to it', () => {
  const fast = logOf([4, 1, 2]);
  const slow = logOf([8, 6, 3]);
  expect(resultOf([fast, slow], 3)).toMatchObject({
    ...{ best: 2, final: 2.5, stepsToTarget: 1.5, msPerStep: 2 },
  });
  expect(resultOf([fast, slow], 1).stepsToTarget).toBeUndefined();
});
