import { type StateDict, StateError } from '@nadir/core';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { Scores, ScoresState } from '../metrics/running-scores.js';
import type { Callback } from './callback.js';
import type { TrainedModel } from './model.js';
import type { TrainedAverage, TrainedOptimizer } from './options.js';
import type { EpochRecord, Progress } from './records.js';

/** What has a state in a training. */
export interface Parts {
  readonly model: TrainedModel;
  readonly optimizer: TrainedOptimizer;
  readonly average: TrainedAverage | undefined;
  readonly callbacks: readonly Callback[];
}

/** What the trainer itself has to know. */
export interface OwnState {
  readonly progress: Progress;
  readonly running: ScoresState;
  readonly validation: Scores | undefined;
  readonly history: readonly EpochRecord[];
}

/** Number of the layout of a state. Raised when an older reader could not read it. */
const version = 1;

/** The state of a training: tensors of its parts under their names, and texts. */
export function joinState(
  { model, optimizer, average, callbacks }: Parts,
  own: OwnState,
): StateDict {
  const tensors = new Map<string, Tensor>();
  const metadata = new Map<string, string>();
  const add = (part: string, state: Partial<StateDict>) => {
    for (const [name, tensor] of Object.entries(state.tensors ?? {}))
      tensors.set(`${part}.${name}`, tensor);
    for (const [name, text] of Object.entries(state.metadata ?? {}))
      metadata.set(`${part}.${name}`, text);
  };
  add('model', { tensors: model.stateDict() });
  add('optimizer', optimizer.stateDict());
  if (average !== undefined) add('average', average.stateDict());
  for (const callback of callbacks) {
    if (callback.stateDict === undefined) continue;
    const { value, tensors = {} } = callback.stateDict();
    add(`callback.${callback.name}`, { tensors, metadata: { value: JSON.stringify(value) } });
  }
  metadata.set('trainer', JSON.stringify({ version, ...own }, written));
  return { tensors: Object.fromEntries(tensors), metadata: Object.fromEntries(metadata) };
}

/**
 * Gives the parts their states, and returns that of the trainer.
 *
 * @throws StateError when one does not fit; then nothing has changed.
 */
export function partsOf(
  state: StateDict,
  { model, optimizer, average, callbacks }: Parts,
): OwnState {
  const own = ownStateOf(state);
  const part = (name: string): StateDict => ({
    tensors: under(`${name}.`, state.tensors),
    metadata: under(`${name}.`, state.metadata),
  });
  const before = {
    model: model.stateDict(),
    optimizer: optimizer.stateDict(),
    average: average?.stateDict(),
  };
  try {
    model.loadStateDict(part('model').tensors);
    optimizer.loadStateDict(part('optimizer'));
    average?.loadStateDict(part('average'));
    for (const callback of callbacks) {
      const { tensors, metadata } = part(`callback.${callback.name}`);
      if (metadata.value === undefined) continue;
      callback.loadStateDict?.({ value: JSON.parse(metadata.value), tensors });
    }
  } catch (error) {
    model.loadStateDict(before.model);
    optimizer.loadStateDict(before.optimizer);
    if (before.average !== undefined) average?.loadStateDict(before.average);
    throw error;
  } finally {
    dispose([before.model, before.optimizer.tensors, before.average?.tensors ?? []] as never);
  }
  return own;
}

function ownStateOf({ metadata }: StateDict): OwnState {
  let read: (OwnState & { readonly version: number }) | undefined;
  try {
    read = JSON.parse(metadata.trainer ?? 'null', readNumber);
  } catch {
    // Whatever it is, it is no state of a trainer.
  }
  if (
    read === undefined ||
    read === null ||
    read.version > version ||
    !Number.isSafeInteger(read.progress?.step)
  ) {
    const got = read?.version === undefined ? 'no state of a trainer' : `version ${read.version}`;
    throw new StateError(
      `Trainer.loadStateDict: got ${got}, expected what Trainer.stateDict gave, of version ≤ ${version}.`,
    );
  }
  return read;
}

const under = <T>(prefix: string, entries: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );

/** Numbers that JSON has no form for. */
const unwritable = new Map([NaN, Infinity, -Infinity].map((value) => [String(value), value]));

const written = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

const readNumber = (_: string, value: unknown): unknown => unwritable.get(value as string) ?? value;
