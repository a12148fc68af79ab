import { backendNames } from '../../backends/loader.js';
import { choice, flag, integer, number, subset, text } from './fields.js';
import { hiddenLayers } from './layers.js';
import { drawnPoints, start } from './points.js';

/** Sets of examples. `points` are those that the visitor has drawn or pasted. */
export const dataNames = [
  'circles',
  'xor',
  'gaussians',
  'moons',
  'spirals',
  'plane',
  'bumps',
  'digits',
  'points',
] as const;
export type DataName = (typeof dataNames)[number];

/** What the network is given of a point. `sinX` is sin πx: one period from −1 to 1. Images of digits are given whole. */
export const inputNames = ['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'] as const;
export type InputName = (typeof inputNames)[number];

export const activationNames = ['relu', 'tanh', 'gelu', 'sigmoid', 'linear'] as const;
export type ActivationName = (typeof activationNames)[number];

export const normNames = ['none', 'batch', 'layer'] as const;

/** Functions of two coordinates. `formula` is the visitor's own. */
export const surfaceNames = [
  'quadratic',
  'rosenbrock',
  'rastrigin',
  'himmelblau',
  'beale',
  'saddle',
  'formula',
] as const;

/** Fields of a {@link NetworkTask}, by their keys in a link. */
export const networkFields = {
  data: choice(dataNames, 'circles'),
  /** Examples, training and test together. Digits and drawn points are as many as they are. */
  examples: integer(300, 40, 2000),
  /** Standard deviation of the noise on coordinates, or on the number to predict. */
  noise: number(0.1, 0, 1),
  /** Points that were drawn or pasted. */
  points: drawnPoints,
  inputs: subset(inputNames, ['x', 'y']),
  /** Hidden layers, inputs first. */
  layers: hiddenLayers,
  activation: choice(activationNames, 'tanh'),
  norm: choice(normNames, 'none'),
  /** Examples in a step. */
  batch: integer(32, 1, 512, true),
} as const;

/** Fields of a {@link SurfaceTask}, by their keys in a link. */
export const surfaceFields = {
  surface: choice(surfaceNames, 'quadratic'),
  /** Greatest curvature of the quadratic over its smallest. */
  condition: number(40, 1, 1e4, { log: true }),
  /** Formula in x and y. */
  formula: text('x^2 + 3 sin(y)^2', 120),
  /** Half the width of the square that is drawn of a formula. */
  span: number(3, 0.1, 100, { log: true }),
  /** Where all contenders begin; `null` for the customary start of the surface. */
  start,
  /** Standard deviation of normal noise on each component of the gradient. */
  gradientNoise: number(0, 0, 100),
} as const;

/** Fields of the whole race, by their keys in a link. */
export const raceFields = {
  /** Seed of data, weights, batches and masks; further ones count on from it. */
  seed: integer(0, 0, 2 ** 31),
  /** Number of seeds that each contender runs from. */
  seeds: integer(1, 1, 10),
  /** Steps of the race: schedules are laid over them. */
  steps: integer(1000, 10, 20_000, true),
  /** Steps from one measurement on all examples to the next. A surface is measured at each. */
  every: integer(10, 1, 1000, true),
  /** Loss on the test part, or height of a surface, that counts as arrived. */
  target: number(0.1, 1e-12, 1e6, { log: true }),
  /** Whether the race ends at {@link steps}, or goes on beyond it. */
  endless: flag(false),
  backend: choice(backendNames, 'wasm'),
} as const;

type Fallbacks<F extends Readonly<Record<string, { readonly fallback: unknown }>>> = {
  readonly [K in keyof F]: F[K]['fallback'];
};

/** A network that learns a set of examples. */
export interface NetworkTask extends Fallbacks<typeof networkFields> {
  readonly kind: 'network';
}

/** A surface that is descended from a point. */
export interface SurfaceTask extends Fallbacks<typeof surfaceFields> {
  readonly kind: 'surface';
}

/** What contenders race on. */
export type Task = NetworkTask | SurfaceTask;

/** What is decided for all contenders together. */
export type RaceSettings = Fallbacks<typeof raceFields>;

/** Which values a list of fields has at first. */
export function fallbacksOf<F extends Readonly<Record<string, { readonly fallback: unknown }>>>(
  fields: F,
): Fallbacks<F> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { fallback }]) => [name, fallback]),
  ) as Fallbacks<F>;
}

/** The network task that the playground opens with. */
export const initialNetwork: NetworkTask = { kind: 'network', ...fallbacksOf(networkFields) };

/** The surface task that the playground opens with. */
export const initialSurface: SurfaceTask = { kind: 'surface', ...fallbacksOf(surfaceFields) };

/** Whether a task has classes to tell apart; else a number is predicted, or a surface descended. */
export function hasClasses(task: Task): boolean {
  if (task.kind === 'surface') return false;
  if (task.data === 'points') return task.points.kind === 'classes';
  return task.data !== 'plane' && task.data !== 'bumps';
}

/** Seeds that each contender runs from. */
export const seedsOf = ({ seed, seeds }: RaceSettings): readonly number[] =>
  Array.from({ length: seeds }, (_, i) => seed + i);
