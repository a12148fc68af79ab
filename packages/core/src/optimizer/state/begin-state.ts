import { keep, type Tensor, fill as tfFill, tidy, zeros } from '@tensorflow/tfjs-core';
import { fill, makeSlots, overwrite } from '../../state/slots.js';
import type { OptionValues } from '../../transform/options.js';
import type { Slot } from '../../transform/slot.js';
import type { Parameter } from '../groups/parameter.js';

/** A parameter with the slots that its next step keeps, and the options that tell what they begin with. */
export interface Beginning {
  readonly parameter: Parameter;
  readonly slots: readonly Slot[];
  readonly options: OptionValues;
}

/** Makes missing state, all of it at once so that the backend can place it together. */
export function beginState(all: readonly Beginning[]): void {
  for (const { parameter, slots, options } of all) {
    parameter.keepOnly(slots);
    beginBytes(parameter, slots, options);
  }
  const missing = all.flatMap(({ parameter, slots, options }) =>
    slots
      .filter(
        ({ name, kind }) => kind !== 'shared' && kind !== 'bytes' && !(name in parameter.slots),
      )
      .map((slot) => ({ parameter, slot, options })),
  );
  if (missing.length === 0) return;
  const tensors = beginSlots(
    missing.map(({ slot, parameter }) =>
      slot.kind === 'elements' ? { ...slot, shape: parameter.variable.shape } : slot,
    ),
    (i) => (missing[i] as (typeof missing)[number]).options,
    (i) => (missing[i] as (typeof missing)[number]).parameter.variable,
  );
  missing.forEach(({ parameter, slot }, i) => {
    parameter.add(slot.name, tensors[i] as Tensor);
  });
}

function beginBytes(parameter: Parameter, slots: readonly Slot[], options: OptionValues): void {
  for (const { name, kind, initial } of slots) {
    if (kind !== 'bytes' || name in parameter.bytes) continue;
    tidy(() => {
      const value = initial === 'param' ? parameter.variable : initial(options);
      const { shape } = parameter.variable;
      parameter.addBytes(name, typeof value === 'number' ? tfFill(shape, value) : value);
    });
  }
}

/** State tensors as they are before the first step. */
export function beginSlots(
  slots: readonly Slot[],
  optionsOf: (i: number) => OptionValues,
  paramOf?: (i: number) => Tensor,
): Tensor[] {
  return zerosFor(slots).map((tensor, i) => {
    const { initial } = slots[i] as Slot;
    if (initial === 'param') return overwrite(tensor, paramOf?.(i) as Tensor);
    const value = initial(optionsOf(i));
    return value === 0 ? tensor : fill(tensor, value);
  });
}

/** Zeros where the adapter likes them, but for tensors that an operation makes anew at each step. */
export function zerosFor(slots: readonly Pick<Slot, 'kind' | 'shape'>[]): Tensor[] {
  const placed = makeSlots(slots.filter(({ kind }) => kind !== 'matrix').map(({ shape }) => shape));
  return slots.map(({ kind, shape }) =>
    kind === 'matrix' ? keep(zeros([...shape])) : (placed.shift() as Tensor),
  );
}
