import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { type Contender, contenderOf } from '../../state/contender.js';
import { optimizerNames } from '../../state/optimizers.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialNetwork, initialSurface, type NetworkTask, type Task } from '../../state/task.js';
import { fingerprint } from '../measure/fingerprint.js';
import { Race } from './race.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

const task: NetworkTask = {
  ...initialNetwork,
  ...{ examples: 50, norm: 'batch', batch: 16 },
  layers: [{ units: 3, dropout: 0.3 }],
};

const stateOf = (contenders: readonly Contender[], given: Task = task): PlaygroundState => ({
  ...initialState,
  ...{ task: given, contenders },
  race: { ...initialState.race, steps: 30, seeds: 1, every: 5 },
});

/** Losses, readings and weights of each contender at the end of some steps, of all seeds. */
async function outcome(state: PlaygroundState, steps: number) {
  const race = await Race.begin(state, () => 0);
  for (let i = 0; i < steps; i++) await race.advance();
  const lanes = [];
  for (const { racers } of race.lanes) {
    const runs = [];
    for (const racer of racers) {
      const { log } = racer;
      const hash = fingerprint(await racer.weights());
      runs.push({ hash, losses: log.trace('loss'), readings: log.readings });
    }
    lanes.push(runs);
  }
  race.dispose();
  return lanes;
}

const sgd = contenderOf('sgd', { momentum: 0.9 });
const averaged: Contender = { ...contenderOf('adamw'), average: 'ema', clip: 'norm', l1: 0.001 };
const dropping: Contender = { ...contenderOf('rmsprop'), dropout: 0.6 };

test('results depend neither on the order of contenders nor on their number', async () => {
  const [a, b, c] = await outcome(stateOf([sgd, averaged, dropping]), 12);
  const [d, e] = await outcome(stateOf([dropping, sgd]), 12);
  const [f] = await outcome(stateOf([averaged]), 12);
  expect([d, e, f]).toEqual([c, a, b]);
});

test('results of a seed depend neither on how many seeds there are nor on which is first', async () => {
  const of = async (seed: number, seeds: number) => {
    const state = stateOf([dropping], { ...task, data: 'digits', layers: [] });
    return (await outcome({ ...state, race: { ...state.race, seed, seeds } }, 3))[0]?.map(
      ({ hash }) => hash,
    );
  };
  const three = (await of(4, 3)) ?? [];
  expect(new Set(three).size).toBe(3);
  expect((await of(4, 1))?.[0]).toBe(three[0]);
});

test('all contenders begin with the same weights and are given the same batches', async () => {
  const lanes = await outcome(stateOf([sgd, dropping, averaged]), 0);
  expect(new Set(lanes.map(([run]) => run?.hash)).size).toBe(1);
  const still = { learningRate: 0 };
  // Without a step and without a mask, the loss of each batch is that of the first weights.
  const plain = { ...task, norm: 'none' as const, layers: [{ units: 3, dropout: 0 }] };
  const [one, other] = await outcome(
    stateOf([contenderOf('sgd', still), contenderOf('adam', still)], plain),
    9,
  );
  expect(one?.[0]?.losses).toEqual(other?.[0]?.losses);
});

test.each(optimizerNames)('%s comes back to any step as it was', async (optimizer) => {
  const contender: Contender = { ...contenderOf(optimizer), average: 'swa' };
  const race = await Race.begin(stateOf([contender]), () => 0);
  const [racer] = race.lanes[0]?.racers ?? [];
  if (racer === undefined) throw new Error(`${optimizer} does not run`);
  const hashes: string[] = [];
  for (let step = 0; step < 19; step++) {
    hashes.push(fingerprint(await racer.weights()));
    await race.advance();
  }
  for (const step of [17, 2]) {
    await race.seek(step);
    expect(fingerprint(await racer.weights())).toBe(hashes[step]);
  }
  race.dispose();
});

test.each(optimizerNames)('%s descends a surface, or says why it cannot', async (optimizer) => {
  const race = await Race.begin(stateOf([contenderOf(optimizer)], initialSurface), () => 0);
  for (let i = 0; i < 3; i++) await race.advance();
  const { entry, racers } = race.lanes[0] as Race['lanes'][number];
  if (entry.refused === undefined) expect(racers[0]?.step).toBe(3);
  else expect(['matrices', 'classes']).toContain(entry.refused.kind);
  race.dispose();
});
