import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { type Contender, contenderOf } from '../../state/contender.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialNetwork } from '../../state/task.js';
import { Race } from '../race/race.js';
import { type Inspected, type Looking, noLooking } from './look.js';
import { lookAt } from './look-at.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

const state = (contender: Contender): PlaygroundState => ({
  ...initialState,
  task: {
    ...initialNetwork,
    ...{ examples: 60, norm: 'batch' },
    layers: [
      { units: 4, dropout: 0.5 },
      { units: 3, dropout: 0 },
    ],
  },
  contenders: [contender],
  race: { ...initialState.race, steps: 40 },
});

async function run(contender: Contender, steps: number): Promise<Race> {
  const race = await Race.begin(state(contender), () => performance.now());
  for (let i = 0; i < steps; i++) await race.advance();
  return race;
}

const all: Looking = {
  ...noLooking,
  ...{ contenders: [0], mapSize: 5, unitMapSize: 3, weights: true },
};

test('a network is seen as a map of its outputs, one of each unit, its weights and its masks', async () => {
  const race = await run(contenderOf('adam'), 3);
  const [look] = await lookAt(race, all);
  expect(look?.map).toMatchObject({ size: 5, outputs: 2 });
  expect(look?.map?.values).toHaveLength(50);
  const [no = 0, yes = 0] = look?.map?.values ?? [];
  expect(no + yes).toBeCloseTo(1, 5);
  expect(look?.unitMaps?.map((layer) => layer.map((map) => map.length))).toEqual([
    [9, 9, 9, 9],
    [9, 9, 9],
  ]);
  expect(look?.tensors?.map(({ name }) => name)).toContain('1.0.weight');
  expect(look?.masks?.map((mask) => mask?.length)).toEqual([4, undefined]);
  race.dispose();
});

test('of contenders that are not looked at closely, there are maps of the output only', async () => {
  const contenders = [contenderOf('adam'), contenderOf('sgd')];
  const race = await Race.begin({ ...state(contenderOf('adam')), contenders }, () => 0);
  const looks = await lookAt(race, { ...all, contenders: [0, 1], closely: 1 });
  expect(looks.map((look) => Object.keys(look).sort())).toEqual([
    ['averaged', 'contender', 'map', 'step'],
    ['averaged', 'contender', 'map', 'masks', 'step', 'tensors', 'unitMaps'],
  ]);
  race.dispose();
});

test('looking changes nothing of what follows, in evaluation and in training', async () => {
  const watched = await run(contenderOf('adam'), 2);
  const { numTensors } = memory();
  await lookAt(watched, all);
  await lookAt(watched, { ...all, training: true, averaged: true });
  expect(memory().numTensors).toBe(numTensors);
  const alone = await run(contenderOf('adam'), 12);
  for (let i = 0; i < 10; i++) await watched.advance();
  const [one, other] = [watched, alone].map(({ lanes }) => lanes[0]?.racers[0]?.log.trace('loss'));
  expect(one).toEqual(other);
  watched.dispose();
  alone.dispose();
});

test('in training, outputs are those of a network with dropped units', async () => {
  const race = await run(contenderOf('adam'), 2);
  const [calm] = await lookAt(race, all);
  const [noisy] = await lookAt(race, { ...all, training: true });
  expect(noisy?.map?.values).not.toEqual(calm?.map?.values);
  race.dispose();
});

async function lookClosely(race: Race): Promise<Inspected> {
  const [look] = await lookAt(race, { ...all, inspect: weight });
  return look?.inspected as Inspected;
}

const weight = { contender: 0, parameter: '0.0.weight', index: 5 };

test('an inspected weight shows the state of its optimizer as stateDict() has it', async () => {
  const race = await run(contenderOf('adam'), 4);
  const { slots, value } = await lookClosely(race);
  const racer = race.lanes[0]?.racers[0];
  const { tensors } = racer?.moving.optimizer.stateDict() ?? { tensors: {} };
  expect(slots.m).toBe(tensors['0.0.weight/m']?.dataSync()[5]);
  expect(slots.v).toBe(tensors['0.0.weight/v']?.dataSync()[5]);
  expect(value).toBe(racer?.course.parameters[0]?.[1].dataSync()[5]);
  for (const tensor of Object.values(tensors)) tensor.dispose();
  race.dispose();
});

test.each([
  ['sgd', contenderOf('sgd', { momentum: 0.9, weightDecay: 0.1 })],
  ['adamw', contenderOf('adamw')],
  [
    'adamw, clipped, with L1 and L2',
    { ...contenderOf('adamw'), clip: 'value', clipLimit: 0.01, l1: 0.1, l2: 0.1 },
  ],
  ['lion', contenderOf('lion')],
  ['rmsprop', contenderOf('rmsprop')],
] as readonly [string, Contender][])(
  'the terms of an update add up to it: %s',
  async (_, contender) => {
    const race = await run(contender, 3);
    const { terms, update, gradient } = await lookClosely(race);
    expect(terms.length).toBeGreaterThan(1);
    const sum = terms.reduce((total, { change }) => total + change, 0);
    expect(sum).toBeCloseTo(update as number, 6);
    expect(gradient).not.toBe(0);
    race.dispose();
  },
);

test('a rule that looks at whole tensors has no terms of one weight', async () => {
  const race = await run(contenderOf('lamb'), 3);
  expect(await lookClosely(race)).toMatchObject({ terms: [], parameter: '0.0.weight' });
  race.dispose();
});
