import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { contenderOf } from '../../state/contender.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialNetwork, initialSurface } from '../../state/task.js';
import type { Divergence } from '../log/run-log.js';
import { fingerprint } from '../measure/fingerprint.js';
import { type Lane, Race } from './race.js';
import type { Racer } from './racer.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

const small: PlaygroundState = {
  ...initialState,
  task: { ...initialNetwork, examples: 80, layers: [{ units: 4, dropout: 0.2 }] },
  race: { ...initialState.race, steps: 60 },
};

const begin = (state: PlaygroundState) => Race.begin(state, () => performance.now());

/** Hashes of the weights of all racers. */
const hashes = async ({ lanes }: Race) =>
  Promise.all(
    lanes.flatMap(({ racers }) => racers.map(async (racer) => fingerprint(await racer.weights()))),
  );

/** The first racer. */
const firstOf = ({ lanes }: Race): Racer => (lanes[0] as Lane).racers[0] as Racer;

async function run(state: PlaygroundState, steps: number): Promise<Race> {
  const race = await begin(state);
  for (let i = 0; i < steps; i++) await race.advance();
  return race;
}

test('a contender against itself gives identical curves', async () => {
  const race = await run(
    { ...small, contenders: [contenderOf('adamw'), contenderOf('adamw')] },
    30,
  );
  const [one, other] = race.lanes.map(({ racers }) => racers[0]?.log);
  expect(one?.trace('loss')).toEqual(other?.trace('loss'));
  expect(one?.readings).toEqual(other?.readings);
  expect(one?.readings.at(-1)?.test.loss).toBeLessThan(one?.readings[0]?.test.loss as number);
  race.dispose();
});

test('a surface is descended, and is measured at each step', async () => {
  const contenders = [contenderOf('adam', { learningRate: 0.5 })];
  const race = await run({ ...small, task: initialSurface, contenders }, 60);
  const { log } = firstOf(race);
  expect(log.readings.map(({ step }) => step)).toEqual(Array.from({ length: 61 }, (_, i) => i));
  expect(log.readings[0]?.at).toEqual([-9, 2]);
  expect(log.readings.at(-1)?.test.loss).toBeLessThan(1);
  race.dispose();
});

test('the first number that is not finite is named, and the step before it can be gone to', async () => {
  // Curvatures are 1 and 40: steps of 0.1 multiply the second coordinate by −3.
  const contenders = [contenderOf('sgd', { learningRate: 0.1 }), contenderOf('adam')];
  const race = await run({ ...small, task: initialSurface, contenders }, 100);
  const { log, course } = firstOf(race);
  const { step, what, tensor } = log.divergence as Divergence;
  expect({ what, tensor }).toEqual({ what: 'loss', tensor: '' });
  // ½ · 40 · (2 · 3ᵏ)² is beyond the largest float32, 3.4e38, from k = 39 on.
  expect(step).toBe(39);
  await race.seek(step - 1);
  expect((await course.measure()).at?.[1]).toBeCloseTo(2 * 3 ** 38, -13);
  expect(race.lanes[1]?.racers[0]?.log.length).toBe(100);
  race.dispose();
});

test('going back gives the same weights as going forwards', async () => {
  const race = await begin({ ...small, contenders: [contenderOf('sgd'), contenderOf('sophia-g')] });
  const seen = [await hashes(race)];
  for (let i = 0; i < 50; i++) {
    await race.advance();
    seen.push(await hashes(race));
  }
  for (const step of [49, 17, 16, 33, 1, 0, 50]) {
    await race.seek(step);
    expect(await hashes(race)).toEqual(seen[step]);
  }
  race.dispose();
});

test('a race leaves nothing in memory', async () => {
  const { numTensors } = memory();
  const race = await run(small, 20);
  await race.seek(3);
  race.dispose();
  expect(memory().numTensors).toBe(numTensors);
});
