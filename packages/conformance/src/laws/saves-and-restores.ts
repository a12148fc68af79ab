import type { Optimizer, StateDict } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { cosine, linearWarmup } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import {
  type Entry,
  type EntryOptions,
  keySets,
  type OptionSet,
  richest,
  shapesOf,
  titleOf,
} from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import {
  expectUnchanged,
  type Gradients,
  makeVariables,
  named,
  read,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** Makes an optimizer that goes on where another one stands. */
type Replace = (old: Optimizer, make: (options: EntryOptions) => Optimizer) => Promise<Optimizer>;

// The state dict brings the options along, so the new optimizer is made without.
const byStateDict: Replace = async (old, make) => loaded(make({}), old.stateDict());

const bySafetensors: Replace = async (old, make) => {
  const { tensors, metadata } = old.stateDict();
  const bytes = await encodeSafetensors(tensors, metadata);
  dispose(tensors);
  return loaded(make({}), decodeSafetensors(bytes));
};

const byWeightsOfTfjs: Replace = async (old, make) => {
  const fresh = make({ same: true });
  await fresh.setWeights(await old.getWeights());
  return fresh;
};

const ways = [byStateDict, bySafetensors, byWeightsOfTfjs];

/** The ways in turn. Each meets each step of rules that do something at every second or third step. */
const wayAfter = (k: number): Replace => ways[(k + Math.floor(k / 3)) % 3] as Replace;

/** Stopped at any step and resumed elsewhere, in whatever way, training goes on bit for bit. */
export const savesAndRestores: Law = (it, entry) => {
  for (const set of keySets(entry)) {
    // Two turns of the ways through all phases, and one.
    const steps = set === richest(entry) ? 18 : 9;
    it(`goes on bit for bit after each of ${steps} steps: ${titleOf(set)}`, async () => {
      const whole = start(entry, set);
      const resumed = start(entry, set);
      for (let k = 0; k < steps; k++) {
        step(whole, gradientsOf(entry, k));
        step(resumed, gradientsOf(entry, k));
        const expected = await Promise.all(whole.variables.map(read));
        for (const [i, one] of resumed.variables.entries()) {
          expectEqual(await read(one), expected[i] as Float32Array, `p${i} at step ${k}`);
        }
        const fresh = await wayAfter(k)(resumed.optimizer, resumed.make);
        resumed.optimizer.dispose();
        resumed.optimizer = fresh;
      }
      const expected = await snapshotOf(whole);
      expectUnchanged(await snapshotOf(resumed), expected);
      expect(expected.steps.p0, 'steps of the first parameter').toBeLessThan(steps);
    });
  }

  it('takes back its own weights and its own state', async () => {
    const run = startRun(entry, richest(entry));
    for (let k = 0; k < 3; k++) step(run, gradientsAt(k, shapesOf(entry)));
    const before = await snapshotOf(run);
    loaded(run.optimizer, run.optimizer.stateDict());
    expectUnchanged(await snapshotOf(run), before);
    await run.optimizer.setWeights(await run.optimizer.getWeights());
    expectUnchanged(await snapshotOf(run), before);
  });

  it('takes the weights of another optimizer before it knows its parameters', async () => {
    const run = startRun(entry, richest(entry));
    for (let k = 0; k < 3; k++) step(run, gradientsAt(k, shapesOf(entry)));
    const open = { ...run, optimizer: entry.create(undefined, richest(entry)) };
    await open.optimizer.setWeights(await run.optimizer.getWeights());
    run.optimizer.dispose();
    const whole = startRun(entry, richest(entry));
    for (let k = 0; k < 5; k++) step(whole, gradientsAt(k, shapesOf(entry)));
    for (let k = 3; k < 5; k++) step(open, gradientsAt(k, shapesOf(entry)));
    const [given, expected] = [await snapshotOf(open), await snapshotOf(whole)];
    for (const [name, values] of Object.entries(expected.weights)) {
      expectEqual(given.weights[name] as Float32Array, values, name);
    }
    expect(open.optimizer.iterations).toBe(5);
  });
};

function start(entry: Entry, set: OptionSet) {
  const variables = makeVariables(shapesOf(entry));
  const [p0, p1, p2] = named(variables) as [never, never, never];
  const options = { ...set, learningRate: cosine({ from: 0.05, to: 0.01, steps: 50 }) };
  const faster = linearWarmup({ to: 0.1, steps: 20 });
  const make = (given: EntryOptions): Optimizer => {
    const same = 'same' in given;
    const groups = [
      { parameters: [p0, p2] },
      { parameters: [p1], ...(same && { learningRate: faster, maximize: true }) },
    ];
    return entry.create(groups, { ...(same && options), clip: clipByGlobalNorm(1) });
  };
  return { variables, make, optimizer: make({ same: true }) };
}

/** Some are missing at most steps, and all of them at some. */
const gradientsOf = (entry: Entry, k: number): Gradients =>
  gradientsAt(k, shapesOf(entry)).map((gradient, i) =>
    (k * (i + 2)) % 7 === 3 || k === 12 ? null : gradient,
  );

function loaded(fresh: Optimizer, state: StateDict): Optimizer {
  fresh.loadStateDict(state);
  dispose(state.tensors);
  return fresh;
}

function dispose(tensors: StateDict['tensors']): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
