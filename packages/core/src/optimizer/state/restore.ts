import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { StepNumbers } from '../../program/tensor-op.js';
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

/** A saved tensor and where it goes. */
interface Moving {
  readonly parameter: Parameter;
  readonly slot: Slot;
  readonly source: Tensor;
}

/** Copies the state of parameters. @returns What puts the copies in the place of the state they have. */
export function copyInto(placements: readonly Placement[]): () => void {
  const moving = placements.flatMap(({ saved, parameter, settings }): Moving[] => {
    const slots = settings.slotsFor(parameter.variable);
    return Object.entries(saved.slots).map(([name, source]) => {
      return { parameter, source, slot: slots.find((one) => one.name === name) as Slot };
    });
  });
  const packed = moving.map(({ slot, source }) => slot.pack?.(source));
  const whole = moving.filter((_, i) => packed[i] === undefined);
  const copies = zerosFor(
    whole.map(({ slot: { kind }, source: { shape } }) => ({ kind, shape })),
  ).map((slot, i) => overwrite(slot, (whole[i] as Moving).source));
  return () => {
    const memories = new Map<string, StepNumbers>();
    for (const { saved, parameter } of placements) {
      const { t, memory, waits = false } = saved;
      parameter.reset();
      parameter.t = t;
      parameter.memory = memory && sharedMemory(memories, memory);
      parameter.waits = waits;
    }
    moving.forEach(({ parameter, slot: { name } }, i) => {
      const bytes = packed[i];
      if (bytes === undefined) parameter.add(name, copies.shift() as Tensor);
      else parameter.addBytes(name, bytes);
    });
  };
}

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
