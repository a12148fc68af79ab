import { keep, type Tensor, fill as tfFill, tidy, zeros } from '@tensorflow/tfjs-core';
import { fill, makeSlots, overwrite } from '../../state/slots.js';
import type { OptionValues } from '../../transform/options.js';
import { inShape, type Slot } from '../../transform/slot.js';
import type { Parameter, ParameterState } from '../groups/parameter.js';

/** A parameter with the slots that its next step keeps, and the options that tell what they begin with. */
export interface Beginning {
  readonly parameter: ParameterState;
  readonly slots: readonly Slot[];
  readonly options: OptionValues;
}

/** Gives parameters the state that their next step keeps, where options have changed since the last one. */
export function matchState(parameters: readonly ParameterState[]): void {
  const changed = parameters.flatMap((parameter): Beginning[] => {
    const { group, t, shape } = parameter;
    const slots = group.settings.slotsFor(shape);
    parameter.keepOnly(slots);
    if (t === 0 || slots.every((slot) => isThere(parameter, slot))) return [];
    return [{ parameter, slots, options: group.settings.valuesAt(group.step).values }];
  });
  beginState(changed);
}

const isThere = (parameter: ParameterState, { name, kind }: Slot): boolean =>
  kind === 'shared' || name in parameter.slots;

/** Makes missing state, all of it at once so that the backend can place it together. */
export function beginState(all: readonly Beginning[]): void {
  const missing = all.flatMap(({ parameter, slots, options }) => {
    parameter.keepOnly(slots);
    return slots
      .filter((slot) => !isThere(parameter, slot))
      .map((slot) => ({ parameter, slot: inShape(slot, parameter.shape), options }));
  });
  const tensors = beginSlots(missing.filter(({ slot }) => slot.pack === undefined));
  for (const { parameter, slot, options } of missing) {
    const { name, initial, pack } = slot;
    if (pack === undefined) parameter.add(name, tensors.shift() as Tensor);
    else {
      const value = (initial as Exclude<Slot['initial'], 'param'>)(options);
      tidy(() => parameter.add(name, pack(tfFill([...parameter.shape], value))));
    }
  }
}

/** A slot to begin, with the options that tell what it holds, and the parameter where it may be a copy of that. */
interface Begun {
  readonly slot: Slot;
  readonly options: OptionValues;
  readonly parameter?: ParameterState;
}

/** State tensors as they are before the first step. */
export function beginSlots(all: readonly Begun[]): Tensor[] {
  return zerosFor(all.map(({ slot }) => slot)).map((tensor, i) => {
    const { slot, options, parameter } = all[i] as Begun;
    if (slot.initial === 'param') return overwrite(tensor, (parameter as Parameter).variable);
    const value = slot.initial(options);
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
