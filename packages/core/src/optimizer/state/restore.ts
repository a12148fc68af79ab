import { keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { StepNumbers } from '../../program/tensor-op.js';
import { packBytes } from '../../state/bytes.js';
import { copyOf, overwrite } from '../../state/slots.js';
import type { Slot } from '../../transform/slot.js';
import type { Parameter } from '../groups/parameter.js';
import type { Settings } from '../groups/settings.js';
import { zerosFor } from './begin-state.js';
import type { LoadedParameter } from './description.js';

/** The saved state of a parameter, the parameter that it is for, and the options that it is going to be stepped with. */
export interface Placement {
  readonly saved: LoadedParameter;
  readonly parameter: Parameter;
  readonly settings: Settings;
}

/** What is wrong with saved state for its parameter, or `undefined`. */
export function problemOf({ saved, parameter, settings }: Placement): string | undefined {
  const { name, variable } = parameter;
  const { shape } = variable;
  if (saved.shape.join() !== shape.join()) {
    return `got state of shape [${saved.shape}] for "${name}", expected [${shape}]`;
  }
  const own = settings.slotsFor(variable).filter(({ kind }) => kind !== 'shared');
  const given = Object.keys(saved.slots).sort().join(', ');
  const needed = own.map((slot) => slot.name).sort();
  const wanted = saved.t === 0 && given === '' ? '' : needed.join(', ');
  if (given !== wanted) {
    return `got the slots ${given || 'none'} for "${name}", expected ${wanted || 'none'}`;
  }
  for (const [slot, tensor] of Object.entries(saved.slots)) {
    const { kind, shape: slotShape } = own.find((one) => one.name === slot) as Slot;
    const expected = kind === 'elements' || kind === 'bytes' ? shape : slotShape;
    if (tensor.shape.join() !== expected.join() || tensor.dtype !== 'float32') {
      return (
        `got ${tensor.dtype} [${tensor.shape}] for "${name}/${slot}", ` +
        `expected float32 [${expected}]`
      );
    }
  }
  const remembered = Object.keys(saved.memory ?? {})
    .sort()
    .join(', ');
  const numbers = saved.t === 0 ? '' : settings.memoryNames().sort().join(', ');
  if (remembered !== numbers) {
    return `got the numbers ${remembered || 'none'} for "${name}", expected ${numbers || 'none'}`;
  }
  return undefined;
}

/** Copies the state of parameters. @returns What puts the copies in the place of the state they have. */
export function copyInto(placements: readonly Placement[]): () => void {
  const kinds = placements.map(({ parameter, settings }) => kindsOf(parameter.variable, settings));
  const isBytes = (i: number, slot: string) => kinds[i]?.get(slot) === 'bytes';
  const whole = placements.flatMap(({ saved }, i) =>
    Object.entries(saved.slots)
      .filter(([slot]) => !isBytes(i, slot))
      .map(([slot, source]) => ({
        source,
        shape: source.shape,
        kind: kinds[i]?.get(slot) as Slot['kind'],
      })),
  );
  const copies = zerosFor(whole).map((slot, i) => overwrite(slot, whole[i]?.source as Tensor));
  const packed = placements.map(({ saved }, i) =>
    Object.entries(saved.slots)
      .filter(([slot]) => isBytes(i, slot))
      .map(([slot, tensor]) => [slot, packBytes(tensor)] as const),
  );
  return () => {
    const memories = new Map<string, StepNumbers>();
    placements.forEach(({ saved, parameter }, i) => {
      const { t, memory, slots, waits = false } = saved;
      parameter.reset();
      parameter.t = t;
      parameter.memory = memory && sharedMemory(memories, memory);
      parameter.waits = waits;
      for (const slot of Object.keys(slots)) {
        if (!isBytes(i, slot)) parameter.add(slot, copies.shift() as Tensor);
      }
      for (const [slot, bytes] of packed[i] ?? []) parameter.setBytes(slot, bytes);
    });
  };
}

const kindsOf = (variable: Variable, settings: Settings): ReadonlyMap<string, Slot['kind']> =>
  new Map(settings.slotsFor(variable).map(({ name, kind }) => [name, kind]));

/** One object for equal memories: parameters with one memory have the numbers of their next step computed once. */
function sharedMemory(known: Map<string, StepNumbers>, memory: StepNumbers): StepNumbers {
  const text = JSON.stringify(Object.entries(memory));
  const found = known.get(text) ?? memory;
  known.set(text, found);
  return found;
}

/** Copies of saved state whose parameters are not known yet. */
export function copyWaiting(saved: readonly LoadedParameter[]): LoadedParameter[] {
  const sources = saved.flatMap(({ slots }) => Object.values(slots));
  const copies = sources.map((source) => keep(copyOf(source)));
  return saved.map((one) => ({
    ...one,
    slots: Object.fromEntries(
      Object.keys(one.slots).map((slot) => [slot, copies.shift() as Tensor]),
    ),
  }));
}
