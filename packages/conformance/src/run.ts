import type { Optimizer, RuleInterpreter } from '@nadir/core';
import { readsAsynchronously } from '@nadir/core/internal';
import {
  dispose,
  type NamedTensorMap,
  type Tensor,
  tensor,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import { type Entry, type EntryOptions, shapesOf } from './catalogue/entry.js';
import { expect } from './expect.js';
import { expectEqual } from './expect-equal.js';
import { numbers, sizeOf } from './numbers.js';
import type { Tolerance } from './tolerance.js';

/** Parameters and the optimizer that moves them. */
export interface Run {
  readonly variables: readonly Variable[];
  readonly optimizer: Optimizer;
}

/** A gradient for each parameter; `null` where there is none. */
export type Gradients = readonly (Float32Array | null)[];

/** Starts a run whose parameters have the names p0, p1, … and the same numbers in every run. */
export function startRun(entry: Entry, options: EntryOptions = {}, shapes = shapesOf(entry)): Run {
  const variables = makeVariables(shapes);
  return { variables, optimizer: entry.create(named(variables), options) };
}

/** Variables with the same numbers at each call. */
export const makeVariables = (shapes: readonly (readonly number[])[]): Variable[] =>
  shapes.map((shape, i) => {
    const start = tensor(numbers(sizeOf(shape), 1, i), [...shape]);
    const made = variable(start);
    start.dispose();
    return made;
  });

/** Variables under names that do not depend on how many there were before. */
export const named = (variables: readonly Variable[], first = 0): [string, Variable][] =>
  variables.map((one, i) => [`p${first + i}`, one]);

/** Applies gradients once, and disposes of their tensors. */
export function step({ variables, optimizer }: Run, gradients: Gradients): void {
  const tensors = gradientMap(variables, gradients);
  optimizer.applyGradients(tensors);
  for (const gradient of Object.values(tensors)) gradient.dispose();
}

/** Applies gradients and waits until it is known whether the step was refused. */
export async function applyAndSettle({ optimizer }: Run, gradients: NamedTensorMap): Promise<void> {
  optimizer.applyGradients(gradients);
  await optimizer.settled();
}

/** Gradients as TensorFlow.js hands them over. */
export function gradientMap(variables: readonly Variable[], gradients: Gradients): NamedTensorMap {
  const tensors: NamedTensorMap = {};
  variables.forEach(({ name, shape }, i) => {
    const gradient = gradients[i];
    if (gradient) tensors[name] = tensor(gradient, shape);
  });
  return tensors;
}

/** The numbers of a tensor, in an array that no one else sees. */
export async function read(from: Tensor): Promise<Float32Array> {
  // Where both ways are open, waiting for a GPU costs milliseconds each time.
  return Float32Array.from(readsAsynchronously() ? await from.data() : from.dataSync());
}

/** The numbers of several tensors, asked for together. */
export async function readAll(
  tensors: Readonly<Record<string, Tensor>>,
): Promise<Record<string, Float32Array>> {
  const names = Object.keys(tensors);
  const values = await Promise.all(Object.values(tensors).map(read));
  return Object.fromEntries(names.map((name, i) => [name, values[i] as Float32Array]));
}

/** All that a step can change, copied. */
export interface Snapshot {
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly slots: Readonly<Record<string, Float32Array>>;
  /** Steps of each parameter that has taken one. */
  readonly steps: Readonly<Record<string, number>>;
  /** What the optimizer says of its groups, and of itself in its state dict. */
  readonly description: string;
}

/** Looks at a run. */
export async function snapshotOf({ variables, optimizer }: Run): Promise<Snapshot> {
  await optimizer.settled();
  const { tensors, metadata } = optimizer.stateDict();
  const [slots, weights] = await Promise.all([
    readAll(tensors),
    readAll(Object.fromEntries(named(variables))),
  ]);
  dispose(tensors);
  const described = JSON.parse(metadata.optimizer as string) as {
    groups: { parameters: { name: string; t: number }[] }[];
  };
  const parameters = described.groups.flatMap((group) => group.parameters).filter(({ t }) => t > 0);
  return {
    weights,
    slots,
    steps: Object.fromEntries(parameters.map(({ name, t }) => [name, t])),
    description: JSON.stringify([optimizer.iterations, optimizer.groups, described]),
  };
}

/** What the interpreter of rules makes of a run with the same parameters. */
export function interpretedSnapshot({ parameters, shared }: RuleInterpreter): Snapshot {
  const snapshot = { weights: {}, slots: {}, steps: {}, description: '' };
  parameters.forEach(({ param, slots, t }, i) => {
    Object.assign(snapshot.weights, { [`p${i}`]: param });
    for (const [slot, { values }] of Object.entries(slots)) {
      Object.assign(snapshot.slots, { [`p${i}/${slot}`]: values });
    }
    Object.assign(snapshot.steps, { [`p${i}`]: t });
  });
  for (const [slot, { values }] of Object.entries(shared)) {
    Object.assign(snapshot.slots, { [slot]: values });
  }
  return snapshot;
}

/** Fails unless two runs have the same parameters, slots and steps. */
export function expectSameRun(
  given: Snapshot,
  expected: Snapshot,
  tolerance: Tolerance = 'exact',
): void {
  expect(given.steps, 'steps').toEqual(expected.steps);
  for (const part of ['weights', 'slots'] as const) {
    expect(Object.keys(given[part]).sort(), part).toEqual(Object.keys(expected[part]).sort());
    for (const [name, values] of Object.entries(expected[part])) {
      expectEqual(given[part][name] as Float32Array, values, name, tolerance);
    }
  }
}

/** Fails unless nothing at all has changed. */
export function expectUnchanged(given: Snapshot, before: Snapshot): void {
  expectSameRun(given, before);
  expect(given.description).toBe(before.description);
}

/** The part of a snapshot that belongs to one parameter, under the name of another. */
export function onlyParameter(snapshot: Snapshot, from: string, to = from): Snapshot {
  const pick = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record)
        .filter(([name]) => name === from || name.startsWith(`${from}/`))
        .map(([name, value]) => [`${to}${name.slice(from.length)}`, value]),
    );
  return {
    weights: pick(snapshot.weights),
    slots: pick(snapshot.slots),
    steps: pick(snapshot.steps),
    description: snapshot.description,
  };
}
