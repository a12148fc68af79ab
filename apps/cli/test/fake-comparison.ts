import type { Course, Reading } from '../src/commands/compare/courses/course.js';
import type { RunRecord } from '../src/commands/compare/execution/records.js';
import { measures } from '../src/commands/compare/measure/measure.js';
import type { Entrant, Plan } from '../src/commands/compare/plan/plan.js';
import { ruleOf } from '../src/training/optimizers.js';

/** An optimizer that takes part with a number of trials of learning rates 1, 2, …. */
export function fakeEntrant(name: string, trials = 3): Entrant {
  const { name: title, defaults } = ruleOf(name);
  return {
    name,
    title,
    space: { options: { learningRate: { kind: 'uniform', low: 0, high: 10 } } },
    trials: Array.from({ length: trials }, (_, i) => ({ ...defaults, learningRate: i + 1 })),
  };
}

/** A comparison on a surface: SGD and Adam, three trials and two seeds of each. */
export const fakePlan = (changes: Partial<Plan> = {}): Plan => ({
  format: 'nadir-comparison',
  version: 1,
  problem: 'rosenbrock',
  measure: 'height',
  goal: 0.1,
  start: 20,
  entrants: [fakeEntrant('sgd'), fakeEntrant('adam')],
  seed: 0,
  seeds: [1, 2],
  steps: 4,
  schedule: 'constant',
  backend: 'cpu',
  ...changes,
});

/** A comparison on a data set. */
export const fakeDataPlan = (changes: Partial<Plan> = {}): Plan =>
  fakePlan({
    problem: 'moons',
    measure: 'accuracy',
    goal: 0.9,
    start: 0,
    network: {
      hidden: [8],
      dropout: 0,
      batch: 32,
      epochs: 1,
      features: 2,
      classes: 2,
      examples: { train: 320, validation: 80, test: 100 },
    },
    ...changes,
  });

/** A run that has come to its end, with a value there. */
export const fakeRecord = (
  optimizer: string,
  end: Reading | undefined,
  changes: Partial<RunRecord> = {},
): RunRecord => ({
  optimizer,
  trial: 1,
  stage: 'tuning',
  seed: 0,
  setting: { name: optimizer, options: { learningRate: 1 } },
  steps: 4,
  seconds: 0.02,
  diverged: end === undefined,
  ...(end && { end }),
  curve: [],
  ...changes,
});

/**
 * A course whose height after a step is `heights(setting, seed)[step]`. It counts what is begun and not
 * disposed of.
 */
export function fakeCourse(heights: (learningRate: number, seed: number) => readonly number[]) {
  const begun: string[] = [];
  let open = 0;
  const course: Course = {
    measure: measures.height,
    goal: 0.1,
    steps: 4,
    every: 1,
    keeps: () => true,
    isReadingFree: true,
    start: 20,
    shapes: [[2]],
    begin({ name, options }, seed) {
      const values = heights(options.learningRate as number, seed);
      let step = 0;
      open++;
      begun.push(`${name} ${options.learningRate} seed ${seed}`);
      const height = () => values[step] as number;
      return {
        step: async () => {
          step++;
          return height();
        },
        read: async () => ({ value: height() }),
        dispose: () => open--,
      };
    },
  };
  return { course, begun, open: () => open };
}
