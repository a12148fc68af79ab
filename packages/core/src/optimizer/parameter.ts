import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { execute, type OptionValues } from '../program/index.js';
import { makeSlots, settle } from '../state/slots.js';
import type { Settings, Stepper } from './settings.js';

/** A variable that an optimizer moves, with its state. */
export class Parameter {
  readonly name: string;
  readonly variable: Variable;
  /** Steps that this parameter has taken. */
  t = 0;
  /** State tensors by slot, made at the first step. */
  slots: Readonly<Record<string, Tensor>> = {};

  constructor(name: string, variable: Variable) {
    this.name = name;
    this.variable = variable;
  }

  /** Takes one step. The state must be there. */
  step(
    { program, slots, scalarsAt }: Stepper,
    options: OptionValues,
    grad: Tensor,
    broadcasts: Readonly<Record<string, Tensor>>,
  ): void {
    const outputs = execute(program, {
      tensors: { ...this.slots, ...broadcasts, param: this.variable, grad },
      scalars: scalarsAt(options, this.t + 1),
      owned: slots,
      replaced: ['param'],
    });
    // Most adapters write all of them in place, and then there is nothing to take over.
    for (const [name, made] of Object.entries(outputs)) {
      if (name === 'param') {
        this.variable.assign(made);
        made.dispose();
      } else {
        this.add({ [name]: settle(this.slots[name] as Tensor, made) });
      }
    }
    this.t++;
  }

  /** Takes back a step that changed nothing on the device. */
  takeBack(): void {
    this.t--;
    if (this.t === 0) this.reset();
  }

  /** Frees state that is kept no longer, as after momentum was switched off. */
  keepOnly(slots: readonly string[]): void {
    for (const slot in this.slots) {
      if (slots.includes(slot)) continue;
      this.slots[slot]?.dispose();
      const { [slot]: _, ...rest } = this.slots;
      this.slots = rest;
    }
  }

  /** Takes over new state tensors. */
  add(slots: Readonly<Record<string, Tensor>>): void {
    this.slots = { ...this.slots, ...slots };
  }

  /** Forgets the state. */
  reset(): void {
    for (const tensor of Object.values(this.slots)) tensor.dispose();
    this.slots = {};
    this.t = 0;
  }
}

/** A parameter and the slots that its next step keeps. */
export interface Wanted {
  readonly parameter: Parameter;
  readonly slots: readonly string[];
}

/** Makes missing state, zeros, all of it at once so that the backend can place it together. */
export function makeState(all: readonly Wanted[]): void {
  for (const { parameter, slots } of all) parameter.keepOnly(slots);
  const missing = all.flatMap(({ parameter, slots }) =>
    slots.filter((slot) => !(slot in parameter.slots)).map((slot) => ({ parameter, slot })),
  );
  if (missing.length === 0) return;
  const tensors = makeSlots(missing.map(({ parameter }) => parameter.variable.shape));
  missing.forEach(({ parameter, slot }, i) => {
    parameter.add({ [slot]: tensors[i] as Tensor });
  });
}

/** Parameters that share one set of options and one count of steps. */
export interface Group {
  readonly parameters: Parameter[];
  settings: Settings;
  /** Steps in which any of the parameters moved. Schedules are evaluated at it. */
  step: number;
}
