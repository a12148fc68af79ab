import type { Tensor } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import { packBytes } from '../../state/bytes.js';
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
  for (const [entry, { parameter, slots }] of pairs) {
    const { name, variable } = parameter;
    const given = Object.keys(entry.slots).sort().join(', ');
    const own = slots.filter(({ kind }) => kind !== 'shared');
    const names = own.map((slot) => slot.name).sort();
    const wanted = entry.t === 0 && given === '' ? '' : names.join(', ');
    if (given !== wanted) {
      throw new StateError(
        `${where}: got the slots ${given || 'none'} for "${name}", expected ${wanted || 'none'}. ` +
          'Make the optimizer with the options it was saved with.',
      );
    }
    for (const [slot, tensor] of Object.entries(entry.slots)) {
      const { kind, shape } = own.find((one) => one.name === slot) as Slot;
      const expected = kind === 'elements' || kind === 'bytes' ? variable.shape : shape;
      if (tensor.shape.join() !== expected.join() || tensor.dtype !== 'float32') {
        throw new StateError(
          `${where}: got ${tensor.dtype} [${tensor.shape}] for "${name}/${slot}", ` +
            `expected float32 [${expected}]. Load the state into the model it was saved from.`,
        );
      }
    }
  }

  // Copied before anything is freed: the saved tensors may be the state itself.
  const copies = copiesOf(pairs);
  const packed = pairs.map(([{ slots }, target]) =>
    Object.entries(slots)
      .filter(([slot]) => kindOf(target, slot) === 'bytes')
      .map(([slot, tensor]) => [slot, packBytes(tensor)] as const),
  );
  for (const { parameter } of targets) parameter.reset();
  const memories = new Map<string, StepNumbers>();
  pairs.forEach(([{ t, memory, slots, waits = false }, target], i) => {
    const { parameter } = target;
    const names = Object.keys(slots).filter((slot) => kindOf(target, slot) !== 'bytes');
    parameter.t = t;
    parameter.memory = memory && sharedMemory(memories, memory);
    parameter.waits = waits;
    for (const slot of names) parameter.add(slot, copies.shift() as Tensor);
    for (const [slot, bytes] of packed[i] ?? []) parameter.setBytes(slot, bytes);
  });
}

/** One object for equal memories: parameters with one memory have the numbers of their next step computed once. */
function sharedMemory(known: Map<string, StepNumbers>, memory: StepNumbers): StepNumbers {
  const text = JSON.stringify(Object.entries(memory));
  const found = known.get(text) ?? memory;
  known.set(text, found);
  return found;
}

const kindOf = ({ slots }: Target, name: string): Slot['kind'] =>
  (slots.find((slot) => slot.name === name) as Slot).kind;

function copiesOf(pairs: readonly (readonly [SavedParameter, Target])[]): Tensor[] {
  const sources = pairs.flatMap(([{ slots }, target]) =>
    Object.entries(slots).map(([name, source]) => ({
      kind: kindOf(target, name),
      shape: source.shape,
      source,
    })),
  );
  const whole = sources.filter(({ kind }) => kind !== 'bytes');
  return zerosFor(whole).map((slot, i) => overwrite(slot, whole[i]?.source as Tensor));
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
  if (unknown.length === 0) {
    return saved.map((entry) => [entry, byName.get(entry.name) as Target]);
  }
  if (unknown.length === saved.length && saved.length === targets.length) {
    return saved.map((entry, i) => [entry, targets[i] as Target]);
  }
  const list = (names: string[]) => names.map((name) => `"${name}"`).join(', ');
  throw new StateError(
    `${where}: got state for ${list(unknown.map(({ name }) => name))}, expected only ` +
      `${list([...byName.keys()])}. Load the state into the model it was saved from.`,
  );
}
