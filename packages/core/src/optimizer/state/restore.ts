import type { Tensor } from '@tensorflow/tfjs-core';
import type { StepNumbers } from '../../program/tensor-op.js';
import { overwrite } from '../../state/slots.js';
import type { ParameterState } from '../groups/parameter.js';
import type { Settings } from '../groups/settings.js';
import { zerosFor } from './begin-state.js';
import type { LoadedParameter } from './description.js';

/** The saved state of a parameter, the parameter that it is for, and the options that it is going to be stepped with. */
export interface Placement<Target extends ParameterState = ParameterState> {
  readonly saved: LoadedParameter;
  readonly parameter: Target;
  readonly settings: Settings;
}

/** What is wrong with saved state for a parameter that is to be stepped with these options, or `undefined`. */
export function problemOf(
  { slots, memory = {}, t, shape: savedShape }: LoadedParameter,
  { name, shape }: Pick<LoadedParameter, 'name' | 'shape'>,
  settings: Settings,
): string | undefined {
  const problem = problemOfShape(savedShape, { name, shape });
  if (problem !== undefined) return problem;
  const own = settings.slotsFor(shape);
  const given = listOf(Object.keys(slots));
  const wanted = t === 0 && given === 'none' ? given : listOf(own.map((slot) => slot.name));
  if (given !== wanted) return `got the slots ${given} for "${name}", expected ${wanted}`;
  for (const slot of own) {
    const tensor = slots[slot.name];
    if (tensor && (tensor.shape.join() !== slot.shape.join() || tensor.dtype !== 'float32')) {
      const got = `${tensor.dtype} [${tensor.shape}]`;
      return `got ${got} for "${name}/${slot.name}", expected float32 [${slot.shape}]`;
    }
  }
  const remembered = listOf(Object.keys(memory));
  const numbers = listOf(t === 0 ? [] : settings.memoryNames());
  if (remembered === numbers) return undefined;
  return `got the numbers ${remembered} for "${name}", expected ${numbers}`;
}

/** What is wrong with state of a shape for a parameter, or `undefined`. */
export const problemOfShape = (
  saved: readonly number[],
  { name, shape }: Pick<LoadedParameter, 'name' | 'shape'>,
): string | undefined =>
  saved.join() === shape.join()
    ? undefined
    : `got state of shape [${saved}] for "${name}", expected [${shape}]`;

const listOf = (names: string[]): string => names.sort().join(', ') || 'none';

/** Copies the state of parameters. @returns What puts the copies in the place of the state they have. */
export function copyInto(placements: readonly Placement[]): () => void {
  const moving = placements.flatMap(({ saved, parameter, settings }) =>
    settings.slotsFor(parameter.shape).flatMap((slot) => {
      const source = saved.slots[slot.name];
      return source ? [{ parameter, slot, source, packed: slot.pack?.(source) }] : [];
    }),
  );
  const whole = moving.filter(({ packed }) => packed === undefined);
  const zeros = zerosFor(whole.map(({ slot }) => slot));
  const copies = whole.map(({ source }, i) => overwrite(zeros[i] as Tensor, source));
  return () => {
    const memories = new Map<string, StepNumbers>();
    for (const { saved, parameter } of placements) {
      const { t, memory, waits = false } = saved;
      parameter.reset();
      parameter.t = t;
      parameter.memory = memory && sharedMemory(memories, memory);
      parameter.waits = waits;
    }
    for (const { parameter, slot, packed } of moving) {
      parameter.add(slot.name, packed ?? (copies.shift() as Tensor));
    }
  };
}

/** One object for equal memories: parameters with one memory have the numbers of their next step computed once. */
function sharedMemory(known: Map<string, StepNumbers>, memory: StepNumbers): StepNumbers {
  const text = JSON.stringify(Object.entries(memory));
  const found = known.get(text) ?? memory;
  known.set(text, found);
  return found;
}
