import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageNames, type Contender, clipNames, contenderOf, l1Forms } from '../contender.js';
import { optimizerNames } from '../optimizers.js';
import { type DrawnPoint, onGrid } from '../points.js';
import { presetNames, presets } from '../presets.js';
import { scheduleNames, segmentShapes } from '../schedule.js';
import { initialState, type PlaygroundState } from '../state.js';
import {
  activationNames,
  dataNames,
  inputNames,
  networkFields,
  normNames,
  raceFields,
  surfaceFields,
  surfaceNames,
} from '../task.js';
import { metricNames, panelNames, viewFields } from '../view.js';
import { decode } from './decode.js';
import { encode, maxLength } from './encode.js';

const real = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const word = <T extends string>(words: readonly T[]) => fc.constantFrom(...words);
const some = <T extends string>(words: readonly T[]) =>
  fc.subarray([...words]) as fc.Arbitrary<readonly T[]>;

const schedule = fc.record({
  name: word(scheduleNames),
  warmup: real(0, 0.9),
  end: real(0, 1),
  cycles: fc.integer({ min: 1, max: 20 }),
  segments: fc.array(
    fc.record({ shape: word(segmentShapes), share: real(0.001, 1), to: real(0, 1) }),
    { maxLength: 6 },
  ),
});

const contender: fc.Arbitrary<Contender> = fc.record({
  optimizer: word(optimizerNames),
  options: fc.record({ learningRate: real(1e-6, 10) }, { requiredKeys: [] }),
  schedule,
  clip: word(clipNames),
  clipLimit: real(1e-6, 1e6),
  l1: real(0, 10),
  l1Form: word(l1Forms),
  l2: real(0, 10),
  dropout: real(-1, 0.9),
  average: word(averageNames),
  averageDecay: real(0, 0.99999),
  averageFrom: fc.integer({ min: 0, max: 20_000 }),
});

const coordinate = real(-1, 1).map(onGrid);
const points = fc.oneof(
  fc.record({
    kind: fc.constant('classes' as const),
    points: fc.array(
      fc.tuple(coordinate, coordinate, fc.integer({ min: 0, max: 9 })) as fc.Arbitrary<DrawnPoint>,
      { maxLength: 40 },
    ),
  }),
  fc.record({
    kind: fc.constant('numbers' as const),
    points: fc.array(fc.tuple(coordinate, coordinate, coordinate) as fc.Arbitrary<DrawnPoint>, {
      maxLength: 40,
    }),
  }),
);

const task = fc.oneof(
  fc.record({
    kind: fc.constant('network' as const),
    data: word(dataNames),
    examples: fc.integer({ min: 40, max: 2000 }),
    noise: real(0, 1),
    points,
    inputs: some(inputNames),
    layers: fc.array(fc.record({ units: fc.integer({ min: 1, max: 16 }), dropout: real(0, 0.9) }), {
      maxLength: 6,
    }),
    activation: word(activationNames),
    norm: word(normNames),
    batch: fc.integer({ min: 1, max: 512 }),
  }),
  fc.record({
    kind: fc.constant('surface' as const),
    surface: word(surfaceNames),
    condition: real(1, 1e4),
    formula: fc.string({ maxLength: 60 }),
    span: real(0.1, 100),
    start: fc.option(fc.tuple(real(-1000, 1000), real(-1000, 1000))),
    gradientNoise: real(0, 100),
  }),
);

const view = fc.record({
  charts: fc.array(word(metricNames), { maxLength: 4 }),
  logHeight: fc.boolean(),
  logSteps: fc.boolean(),
  chosen: fc.integer({ min: 0, max: 5 }),
  training: fc.boolean(),
  averaged: fc.boolean(),
  unitMaps: fc.boolean(),
  hide: some(panelNames),
  ask: fc.string({ maxLength: 60 }),
  answer: fc.string({ unit: 'grapheme', maxLength: 20 }),
});

const race = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  seeds: fc.integer({ min: 1, max: 10 }),
  steps: fc.integer({ min: 10, max: 20_000 }),
  every: fc.integer({ min: 1, max: 1000 }),
  target: real(1e-12, 1e6),
  endless: fc.boolean(),
  backend: word(['wasm', 'cpu', 'webgl', 'webgpu'] as const),
});

const anyState = fc.record({
  task,
  contenders: fc.array(contender, { minLength: 1, maxLength: 6 }),
  race,
  view,
}) as fc.Arbitrary<PlaygroundState>;

const fields = { ...networkFields, ...surfaceFields, ...raceFields, ...viewFields };
const keys = ['v', 'task', 'c', ...Object.keys(fields)];

describe('links', () => {
  it('give back the state that they were made of', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const { query, whole } = encode(state);
        expect(query.length).toBeLessThanOrEqual(maxLength);
        if (whole) expect(decode(query)).toEqual({ state, notices: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('are read without an error whatever they hold, and what is read can be written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word(keys), fc.string())), (entries) => {
        const { state } = decode(new URLSearchParams(entries).toString());
        expect(decode(encode(state).query).notices).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('are empty but for their version and task at first', () => {
    const contenders = initialState.contenders.map(({ optimizer }) => `c=${optimizer}`);
    expect(encode(initialState).query).toBe(['v=1', 'task=network', ...contenders].join('&'));
    expect(decode('').state).toEqual(initialState);
  });

  it('ignore keys and options that they do not know', () => {
    const { state, notices } = decode('#v=1&colour=blue&c=sgd;speed:3;!mood:good');
    expect(notices).toEqual([]);
    expect(state.contenders).toEqual([contenderOf('sgd')]);
  });

  it('take options that are accepted only beside others, in any order', () => {
    const { state, notices } = decode('c=sgd;nesterov:1;momentum:0.9&c=sgd;nesterov:1');
    expect(state.contenders.map(({ options }) => options)).toEqual([
      { nesterov: true, momentum: 0.9 },
      {},
    ]);
    expect(notices.map(({ at }) => at)).toEqual(['c.2.nesterov']);
  });

  it.each([
    ['seeds=99', 'seeds', '10'],
    ['seeds=many', 'seeds', '1'],
    ['steps=20.4', 'steps', '20'],
    ['data=moon', 'data', 'circles'],
    ['task=maze', 'task', 'network'],
    ['v=7', 'v', '1'],
    ['layers=3,99', 'layers', '16'],
    ['layers=1,1,1,1,1,1,1', 'layers', '6'],
    ['hide=map,roof', 'hide', ''],
    ['points=cAA', 'points', '0'],
    ['task=surface&start=1', 'start', ''],
    ['c=sgd;learningRate:-1', 'c.1.learningRate', '0.1'],
    ['c=sgd&c=adam;beta1:x', 'c.2.beta1', '0.9'],
    ['c=adamm', 'c.1', 'adamw'],
    ['c=sgd;!clipLimit:0', 'c.1.clipLimit', '0.000001'],
  ])('tell what was wrong with %s', (query, at, used) => {
    const { notices } = decode(query);
    expect(notices.map((one) => one.at)).toEqual([at]);
    expect(notices[0]?.used).toBe(used);
  });

  it('leave the last points out where they would be too long', () => {
    const contenders = Array.from({ length: 6 }, () => ({
      ...contenderOf('adamw', { learningRate: 0.0123456789, beta1: 0.87654321 }),
      schedule: { ...contenderOf('sgd').schedule, name: 'cosine' as const, warmup: 0.123456789 },
    }));
    const many = Array.from({ length: 250 }, (_, i): DrawnPoint => [onGrid(i / 250), 0, i % 2]);
    const { state } = decode('data=points');
    const long = {
      ...state,
      contenders,
      view: { ...state.view, ask: 'Which one arrives first? '.repeat(8) },
      task: { ...state.task, points: { kind: 'classes', points: many } },
    } as PlaygroundState;
    const { query, whole } = encode(long);
    expect(whole).toBe(false);
    expect(query.length).toBeLessThanOrEqual(maxLength);
    expect(decode(query).state.contenders).toEqual(contenders);
  });
});

describe('a preset in a link', () => {
  it.each(presetNames)('is that preset: %s', (name) => {
    expect(decode(`#v=1&preset=${name}`)).toEqual({ state: presets[name], notices: [] });
  });
});
