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

/** Gives parameters the state that their next step keeps, where options have changed since the last one. */
export function matchState(parameters: readonly Parameter[]): void {
  const changed = parameters.flatMap((parameter): Beginning[] => {
    const { group, t, variable } = parameter;
    const slots = group.settings.slotsFor(variable);
    parameter.keepOnly(slots);
    if (t === 0 || slots.every((slot) => isThere(parameter, slot))) return [];
    return [{ parameter, slots, options: group.settings.valuesAt(group.step).values }];
  });
  beginState(changed);
}

const isThere = (parameter: Parameter, { name, kind }: Slot): boolean =>
  kind === 'shared' || parameter.has(name);

/** Makes missing state, all of it at once so that the backend can place it together. */
export function beginState(all: readonly Beginning[]): void {
  const missing = all.flatMap(({ parameter, slots, options }) => {
    parameter.keepOnly(slots);
    return slots
      .filter((slot) => !isThere(parameter, slot))
      .map((slot) => ({ parameter, slot, options }));
  });
  const whole = missing.filter(({ slot }) => slot.pack === undefined);
  const tensors = beginSlots(
    whole.map(({ slot, parameter }) =>
      slot.kind === 'elements' ? { ...slot, shape: parameter.variable.shape } : slot,
    ),
    (i) => (whole[i] as (typeof whole)[number]).options,
    (i) => (whole[i] as (typeof whole)[number]).parameter.variable,
  );
  for (const { parameter, slot, options } of missing) {
    const { name, initial, pack } = slot;
    if (pack === undefined) parameter.add(name, tensors.shift() as Tensor);
    else {
      const { variable } = parameter;
      tidy(() => {
        const bytes = initial === 'param' ? variable : tfFill(variable.shape, initial(options));
        parameter.addBytes(name, pack(bytes));
      });
    }
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
