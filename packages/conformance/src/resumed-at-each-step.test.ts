import { readFileSync } from 'node:fs';
import type { Optimizer } from '@nadir/core';
import { restoreSchedule, type SavedSchedule, scale } from '@nadir/optim/schedules';
import { clone, dispose, setBackend, type Tensor, tidy } from '@tensorflow/tfjs';
import { beforeAll, describe, it } from 'vitest';
import { type Entry, enoughSteps, richest, shapesOf } from './catalogue/entry.js';
import { catalogue } from './catalogue/index.js';
import { gradientsAt } from './numbers.js';
import { expectUnchanged, makeVariables, named, type Run, snapshotOf, step } from './run.js';

beforeAll(() => setBackend('cpu'));

const isThorough = import.meta.env.MODE === 'all-laws';

interface Case {
  readonly config: SavedSchedule;
  readonly values: readonly number[];
}

const { schedules } = JSON.parse(
  readFileSync(new URL('../golden/schedules.json', import.meta.url), 'utf8'),
) as { readonly schedules: readonly Case[] };

/** Of each schedule one that is never below 0, and moves. */
const moving = new Map(
  schedules
    .filter(({ values }) => Math.min(...values) >= 0 && new Set(values).size > 1)
    .map((one) => [one.config.schedule, one] as const),
);

/** Learning rates by a schedule, 0.05 at the most. */
const ratesOf = ({ config, values }: Case) =>
  scale(restoreSchedule(config), 0.05 / Math.max(...values));

/** All that a training would read from a checkpoint. */
interface Saved {
  readonly weights: readonly Tensor[];
  readonly state: ReturnType<Optimizer['stateDict']>;
}

const take = ({ variables, optimizer }: Run, from: number, to: number, entry: Entry) => {
  for (let k = from; k < to; k++) step({ variables, optimizer }, gradientsAt(k, shapesOf(entry)));
};

function resumed(entry: Entry, { weights, state }: Saved): Run {
  const variables = makeVariables(shapesOf(entry));
  for (const [i, one] of variables.entries()) one.assign(weights[i] as Tensor);
  // The state brings options and schedule along.
  const optimizer = entry.create(named(variables));
  optimizer.loadStateDict(state);
  return { variables, optimizer };
}

/** Trains once to the end, and once more from each of some steps; all end alike. */
async function expectSameEnds(
  entry: Entry,
  schedule: Case,
  steps: number,
  stops: ReadonlySet<number>,
) {
  const variables = makeVariables(shapesOf(entry));
  const options = { ...richest(entry), learningRate: ratesOf(schedule) };
  const whole = { variables, optimizer: entry.create(named(variables), options) };
  const saved = new Map<number, Saved>();
  for (let k = 0; k < steps; k++) {
    take(whole, k, k + 1, entry);
    if (!stops.has(k + 1)) continue;
    const weights = variables.map((one) => tidy(() => clone(one)));
    saved.set(k + 1, { weights, state: whole.optimizer.stateDict() });
  }
  const end = await snapshotOf(whole);
  for (const [at, one] of saved) {
    const run = resumed(entry, one);
    take(run, at, steps, entry);
    expectUnchanged(await snapshotOf(run), end);
    run.optimizer.dispose();
    dispose([...run.variables, ...one.weights, ...Object.values(one.state.tensors)]);
  }
  whole.optimizer.dispose();
  dispose([...variables]);
}

/** Each step, or a sample. */
function stopsOf(steps: number): ReadonlySet<number> {
  const all = Array.from({ length: steps - 1 }, (_, i) => i + 1);
  return new Set(isThorough ? all : [1, 3, 6, 9, 11]);
}

describe('a training that goes on ends as one that was not stopped, bit for bit', () => {
  const cases = [...moving.values()];
  const named = catalogue.map((entry, i) => {
    const schedule = cases[i % cases.length] as Case;
    return [entry.name, schedule.config.schedule, entry, schedule] as const;
  });

  it.each(named)(
    'whatever the step: %s with the schedule %s',
    async (_, __, entry, schedule) => {
      const steps = isThorough ? enoughSteps(entry, 200) : 12;
      await expectSameEnds(entry, schedule, steps, stopsOf(steps));
    },
    600_000,
  );

  const adamW = catalogue.find(({ name }) => name === 'adamw') as Entry;

  // Some schedules are with an optimizer above. With all laws, each is with the same one too.
  const others = isThorough ? [...moving] : [];
  it.each(others)(
    'whatever the step: adamw with the schedule %s',
    async (_, schedule) => {
      await expectSameEnds(adamW, schedule, 200, stopsOf(200));
    },
    600_000,
  );
});
