import {
  keep,
  type Tensor,
  fill as tfFill,
  tidy,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core';
import type { StepNumbers } from '../program/tensor-op.js';
import { type PackedBytes, packBytes, unpackBytes } from '../state/bytes.js';
import { fill, makeSlots, overwrite } from '../state/slots.js';
import type { OptionValues } from '../transform/options.js';
import type { Slot } from '../transform/slot.js';
import type { Settings } from './settings.js';

/** A variable that an optimizer moves, with its state. */
export class Parameter {
  readonly name: string;
  readonly variable: Variable;
  /** Position among all parameters of the optimizer. */
  index = 0;
  /** Steps that this parameter has taken. */
  t = 0;
  /** Whether gradients of micro-batches wait for the step. */
  waits = false;
  /** State tensors by slot, made at the first step. */
  slots: Readonly<Record<string, Tensor>> = {};
  /** State of one byte for each element, by slot. */
  bytes: Readonly<Record<string, PackedBytes>> = {};
  /** Numbers that the host keeps for the rule, from the first step on. */
  memory: StepNumbers | undefined;

  constructor(name: string, variable: Variable) {
    this.name = name;
    this.variable = variable;
  }

  /** Takes over what a program made for the parameter or for one of its slots. */
  take(name: string, made: Tensor): void {
    if (name === 'param') {
      this.variable.assign(made);
      made.dispose();
      return;
    }
    if (name in this.bytes) {
      this.addBytes(name, made);
      made.dispose();
      return;
    }
    this.slots[name]?.dispose();
    this.add({ [name]: keep(made) });
  }

  /** Whether there is any state. */
  get hasState(): boolean {
    return Object.keys(this.slots).length + Object.keys(this.bytes).length > 0;
  }

  /** State as formulas see it: bytes are new tensors, which the caller disposes of. */
  get state(): Readonly<Record<string, Tensor>> {
    const bytes = Object.entries(this.bytes).map(([slot, packed]) => [slot, unpackBytes(packed)]);
    return { ...this.slots, ...Object.fromEntries(bytes) };
  }

  /** Counts a step. */
  count(memory: StepNumbers): void {
    this.t++;
    this.memory = memory;
  }

  /** Takes back a step that changed nothing on the device, but for the numbers of the host. */
  takeBack({ memory, isNew }: Before): void {
    this.t--;
    this.memory = memory;
    // A step that was taken before the answer was there has made the state its own.
    if (isNew && this.t === 0) this.reset();
  }

  /** What {@link takeBack} needs to know of the time before a step. */
  get before(): Before {
    const { memory, t, hasState } = this;
    return { memory, isNew: t === 0 && !hasState };
  }

  /** Frees state that is kept no longer, as after momentum was switched off. */
  keepOnly(slots: readonly Slot[]): void {
    const isKept = (slot: string) => slots.some(({ name }) => name === slot);
    for (const slot in this.slots) {
      if (isKept(slot)) continue;
      this.slots[slot]?.dispose();
      const { [slot]: _, ...rest } = this.slots;
      this.slots = rest;
    }
    for (const slot in this.bytes) {
      if (isKept(slot)) continue;
      this.bytes[slot]?.numbers.dispose();
      const { [slot]: _, ...rest } = this.bytes;
      this.bytes = rest;
    }
  }

  /** Takes over new state tensors. */
  add(slots: Readonly<Record<string, Tensor>>): void {
    this.slots = { ...this.slots, ...slots };
  }

  /** Takes over the values of a tensor, which stays the caller's, as bytes. */
  addBytes(slot: string, values: Tensor): void {
    const packed = packBytes(values);
    this.bytes[slot]?.numbers.dispose();
    this.bytes = { ...this.bytes, [slot]: packed };
  }

  /** Forgets the state. */
  reset(): void {
    for (const tensor of Object.values(this.slots)) tensor.dispose();
    for (const { numbers } of Object.values(this.bytes)) numbers.dispose();
    this.slots = {};
    this.bytes = {};
    this.memory = undefined;
    this.t = 0;
    this.waits = false;
  }
}

/** A parameter before a step that may be taken back. */
export interface Before {
  readonly memory: StepNumbers | undefined;
  /** Whether it had neither moved nor got any state. */
  readonly isNew: boolean;
}

/** A parameter with the slots that its next step keeps, and the options that tell what they begin with. */
export interface Wanted {
  readonly parameter: Parameter;
  readonly slots: readonly Slot[];
  readonly options: OptionValues;
}

/** Makes missing state, all of it at once so that the backend can place it together. */
export function makeState(all: readonly Wanted[]): void {
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
    parameter.add({ [slot.name]: tensors[i] as Tensor });
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

/** Parameters that share one set of options and one count of steps. */
export interface Group {
  /** Position of its rule among those of the optimizer. */
  readonly part: number;
  readonly parameters: Parameter[];
  settings: Settings;
  /** Steps in which any of the parameters moved. Schedules are evaluated at it. */
  step: number;
}
