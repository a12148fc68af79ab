import { expect, test } from 'vitest';
import { RaceLog } from './race-log.js';
import { type LogChunk, RunLog, traceNames } from './run-log.js';

/** A chunk of one run whose losses on the test part are given, one for each step from 0. */
function chunk(contender: number, seed: number, losses: readonly number[]): LogChunk {
  const log = new RunLog();
  losses.forEach((loss, step) => {
    const numbers = { loss, gradientNorm: 2, clippedNorm: step === 1 ? 1 : 2 };
    if (step > 0) log.addStep(step, { ...numbers, learningRate: 0.1, milliseconds: step });
    const scores = { loss };
    log.addReading({ step, train: scores, test: scores, weightNorm: 1, sparsity: 0 });
  });
  return log.since(0, 0, { contender, seed });
}

test('curves are the mean of the seeds, and their range', () => {
  const log = new RaceLog();
  log.append([chunk(0, 0, [4, 2, 1]), chunk(0, 1, [6, 4, 3, 2]), chunk(1, 0, [9])]);
  const { steps, mean, low, high } = log.curve(0, 'testLoss');
  expect([steps, mean, low, high].map((values) => [...values])).toEqual([
    [0, 1, 2],
    [5, 3, 2],
    [4, 2, 1],
    [6, 4, 3],
  ]);
  expect(log.curve(2, 'loss').steps).toHaveLength(0);
});

test('a standing has best, final, and the steps until all seeds have reached the target', () => {
  const log = new RaceLog();
  log.append([chunk(0, 0, [4, 1, 2]), chunk(0, 1, [4, 3, 1])]);
  expect(log.standing(0, 1)).toEqual({
    ...{ best: 1, final: 1.5, stepsToTarget: 1.5, millisecondsPerStep: 2, diverged: 0 },
  });
  expect(log.standing(0, 0.5)).not.toHaveProperty('stepsToTarget');
  expect(log.standing(0, 1, 0)).toMatchObject({ best: 4, final: 4 });
});

test('steps whose gradients were clipped are known', () => {
  const log = new RaceLog();
  log.append([chunk(0, 0, [4, 1, 2, 1])]);
  expect(log.clippedSteps(0)).toEqual([1]);
});

test('chunks that are told twice are taken once', () => {
  const log = new RaceLog();
  const one = chunk(0, 0, [4, 1, 2]);
  log.append([one, one]);
  const [run] = log.runsOf(0);
  expect(traceNames.map((name) => run?.trace(name).length)).toEqual([2, 2, 2, 2, 2]);
  expect(run?.readings).toHaveLength(3);
});
