import { keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { allocate, execute, type OptionValues, trace } from '../program/index.js';
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
    { rule, program }: Stepper,
    options: OptionValues,
    grad: Tensor,
    broadcasts: Readonly<Record<string, Tensor>>,
  ): void {
    const outputs = execute(program, {
      tensors: { ...this.slots, ...broadcasts, param: this.variable, grad },
      scalars: rule.scalars(options, this.t + 1),
      owned: Object.keys(this.slots),
    });
    const { param, ...slots } = outputs;
    if (param !== undefined) {
      this.variable.assign(param);
      param.dispose();
    }
    this.replace(slots);
    this.t++;
  }

  /** Takes over new state tensors and disposes of those that they replace. */
  replace(slots: Readonly<Record<string, Tensor>>): void {
    for (const [name, tensor] of Object.entries(slots)) {
      this.slots[name]?.dispose();
      keep(tensor);
    }
    this.slots = { ...this.slots, ...slots };
  }

  /** Forgets the state. */
  reset(): void {
    for (const tensor of Object.values(this.slots)) tensor.dispose();
    this.slots = {};
    this.t = 0;
  }
}

/** State tensors to make: the slots that a parameter lacks. */
export interface Missing {
  readonly parameter: Parameter;
  readonly slots: readonly string[];
}

/** Makes missing state, zeros, all of it at once so that the backend can place it together. */
export function makeState(missing: readonly Missing[]): void {
  const wanted = missing.flatMap(({ parameter, slots }) =>
    slots.filter((slot) => !(slot in parameter.slots)).map((slot) => ({ parameter, slot })),
  );
  if (wanted.length === 0) return;
  const tensors = allocate(wanted.map(({ parameter }) => parameter.variable.shape));
  wanted.forEach(({ parameter, slot }, i) => {
    parameter.replace({ [slot]: tensors[i] as Tensor });
  });
}

const copyProgram = trace({ name: 'copy', tensors: ['source'] }, ({ source }) => ({
  target: source,
}));

/** A tensor with the same values and a buffer of its own. The caller disposes of it. */
export function copyOf(source: Tensor): Tensor {
  return execute(copyProgram, { tensors: { source } }).target as Tensor;
}

/** Writes values into the state tensor of a parameter, bit for bit. */
export function writeSlot(parameter: Parameter, slot: string, source: Tensor): void {
  const target = parameter.slots[slot] as Tensor;
  const { target: fresh } = execute(copyProgram, {
    tensors: { source, target },
    owned: ['target'],
  });
  if (fresh !== undefined) parameter.replace({ [slot]: fresh });
}

/** Parameters that share one set of options and one count of steps. */
export interface Group {
  readonly parameters: Parameter[];
  settings: Settings;
  /** Steps in which any of the parameters moved. Schedules are evaluated at it. */
  step: number;
}
