import { type StateDict, StateError } from '@nadir/core';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { Callback } from './callback.js';
import type { TrainedModel } from './model.js';
import type { TrainedAverage, TrainedOptimizer } from './options.js';
import { type OwnState, readOwn, writeOwn } from './own-state.js';

/** What has a state in a training. */
export interface Parts {
  readonly model: TrainedModel;
  readonly optimizer: TrainedOptimizer;
  readonly average: TrainedAverage | undefined;
  readonly callbacks: readonly Callback[];
}

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
  metadata.set('trainer', writeOwn(own));
  return { tensors: Object.fromEntries(tensors), metadata: Object.fromEntries(metadata) };
}

/**
 * Gives the parts their states, and returns that of the trainer.
 *
 * @throws StateError when one does not fit; then nothing has changed.
 */
export function partsOf(state: StateDict, parts: Parts): OwnState {
  const own = readOwn(state.metadata.trainer);
  const before = joinState(parts, own);
  try {
    load(state, parts);
  } catch (error) {
    load(before, parts);
    throw error;
  } finally {
    dispose(before.tensors as Record<string, Tensor>);
  }
  return own;
}

function load(state: StateDict, { model, optimizer, average, callbacks }: Parts): void {
  const part = (name: string): StateDict => ({
    tensors: under(`${name}.`, state.tensors),
    metadata: under(`${name}.`, state.metadata),
  });
  model.loadStateDict(part('model').tensors);
  optimizer.loadStateDict(part('optimizer'));
  average?.loadStateDict(part('average'));
  for (const callback of callbacks) {
    const { tensors, metadata } = part(`callback.${callback.name}`);
    if (metadata.value === undefined) continue;
    callback.loadStateDict?.({ value: parsed(callback.name, metadata.value), tensors });
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StateError(
      `Trainer.loadStateDict: got no JSON for the callback "${name}", expected what its stateDict() gave.`,
      { cause },
    );
  }
}

const under = <T>(prefix: string, entries: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    ),
  );
