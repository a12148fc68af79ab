import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import { overwrite } from '../../state/slots.js';
import type { Slot } from '../../transform/slot.js';
import type { Parameter } from '../groups/parameter.js';
import { zerosFor } from './begin-state.js';

/** The state of one parameter as it was saved. */
export interface SavedParameter {
  readonly name: string;
  readonly t: number;
  /** Numbers that the host keeps for the rule. */
  readonly memory?: StepNumbers;
  readonly slots: Readonly<Record<string, Tensor>>;
  /** Whether gradients of micro-batches wait for the step. */
  readonly waits?: boolean;
}

/** A parameter with the slots that its rule keeps. */
export interface Target {
  readonly parameter: Parameter;
  readonly slots: readonly Slot[];
}

/** A saved tensor and where it goes. */
interface Moving {
  readonly parameter: Parameter;
  readonly slot: Slot;
  readonly source: Tensor;
}

/**
 * Puts saved state into parameters, after checking all of it.
 *
 * Parameters are found by name. Where no name is known, as after a model was loaded beside
 * another one with the same names, they are taken in order, if there are as many of them.
 * @throws {@link StateError} when names, slots or shapes do not fit; then nothing has changed.
 */
export function restore(
  where: string,
  saved: readonly SavedParameter[],
  targets: readonly Target[],
): void {
  const pairs = pair(where, saved, targets);
  const moving = pairs.flatMap(([entry, target]) => fitting(where, entry, target));

  // Copied before anything is freed: the saved tensors may be the state itself.
  const packed = moving.map(({ slot, source }) => slot.pack?.(source));
  const whole = moving.filter((_, i) => packed[i] === undefined);
  const copies = zerosFor(
    whole.map(({ slot: { kind }, source: { shape } }) => ({ kind, shape })),
  ).map((slot, i) => overwrite(slot, (whole[i] as Moving).source));
  for (const { parameter } of targets) parameter.reset();
  const memories = new Map<string, StepNumbers>();
  for (const [{ t, memory, waits = false }, { parameter }] of pairs) {
    parameter.t = t;
    parameter.memory = memory && sharedMemory(memories, memory);
    parameter.waits = waits;
  }
  moving.forEach(({ parameter, slot: { name } }, i) => {
    const bytes = packed[i];
    if (bytes === undefined) parameter.add(name, copies.shift() as Tensor);
    else parameter.addBytes(name, bytes);
  });
}

/** The tensors of one parameter, after checking them. */
function fitting(where: string, saved: SavedParameter, { parameter, slots }: Target): Moving[] {
  const { name, variable } = parameter;
  const listed = (names: readonly string[]) => names.toSorted().join(', ');
  const given = listed(Object.keys(saved.slots));
  const own = slots.filter(({ kind }) => kind !== 'shared');
  const wanted = saved.t === 0 && given === '' ? '' : listed(own.map((slot) => slot.name));
  if (given !== wanted) {
    throw new StateError(
      `${where}: got the slots ${given || 'none'} for "${name}", expected ${wanted || 'none'}. ` +
        'Make the optimizer with the options it was saved with.',
    );
  }
  return Object.entries(saved.slots).map(([key, source]) => {
    const slot = own.find((one) => one.name === key) as Slot;
    const { kind } = slot;
    const shape = kind === 'elements' || kind === 'bytes' ? variable.shape : slot.shape;
    if (source.shape.join() === shape.join() && source.dtype === 'float32') {
      return { parameter, slot, source };
    }
    throw new StateError(
      `${where}: got ${source.dtype} [${source.shape}] for "${name}/${key}", expected float32 [${shape}]. ` +
        'Load the state into the model it was saved from.',
    );
  });
}

/** One object for equal memories: parameters with one memory have the numbers of their next step computed once. */
function sharedMemory(known: Map<string, StepNumbers>, memory: StepNumbers): StepNumbers {
  const text = JSON.stringify(Object.entries(memory));
  const found = known.get(text) ?? memory;
  known.set(text, found);
  return found;
}

function pair(
  where: string,
  saved: readonly SavedParameter[],
  targets: readonly Target[],
): [SavedParameter, Target][] {
  const twice = saved.find(({ name }, i) => saved.findIndex((other) => other.name === name) < i);
  if (twice !== undefined) {
    throw new StateError(`${where}: got state for "${twice.name}" twice, expected it once.`);
  }
  const byName = new Map(targets.map((target) => [target.parameter.name, target]));
  const unknown = saved.filter(({ name }) => !byName.has(name));
  const isInOrder = unknown.length === saved.length && saved.length === targets.length;
  if (unknown.length === 0 || isInOrder) {
    return saved.map((entry, i) => [entry, byName.get(entry.name) ?? (targets[i] as Target)]);
  }
  const list = (names: Iterable<string>) => Array.from(names, (name) => `"${name}"`).join(', ');
  throw new StateError(
    `${where}: got state for ${list(unknown.map(({ name }) => name))}, expected only ` +
      `${list(byName.keys())}. Load the state into the model it was saved from.`,
  );
}
