import { keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { StepNumbers } from '../../program/tensor-op.js';
import type { Gradient } from '../../sparse/sparse-gradient.js';
import { isPacked, type Kept, type Slot } from '../../transform/slot.js';
import type { StepOptions } from './compiled-rule.js';
import type { Settings } from './settings.js';

/** Parameters that share one set of options and one count of steps. */
export interface Group {
  /** Position of its rule among those of the optimizer. */
  readonly part: number;
  readonly parameters: Parameter[];
  /** State that was loaded for parameters that an open optimizer has not met yet. */
  waiting: readonly ParameterState[];
  settings: Settings;
  /** Steps in which any of the parameters moved. Schedules are evaluated at it. */
  step: number;
  /** Its options at the step that is under way. */
  current: StepOptions | undefined;
}

/** What an optimizer keeps of a parameter. It may be there before the variable is. */
export class ParameterState {
  readonly name: string;
  readonly shape: readonly number[];
  group: Group;
  /** Position among all parameters of the optimizer. */
  index = 0;
  /** Steps that this parameter has taken. */
  t = 0;
  /** Whether gradients of micro-batches wait for the step. */
  waits = false;
  /** Numbers that the host keeps for the rule, from the first step on. */
  memory: StepNumbers | undefined;
  /** Raised whenever other tensors take the place of state: what was bound to them is bound anew. */
  epoch = 0;
  #slots: Record<string, Kept> = {};

  constructor(name: string, shape: readonly number[], group: Group) {
    this.name = name;
    this.shape = shape;
    this.group = group;
  }

  /** State by slot, made at the first step. */
  get slots(): Readonly<Record<string, Kept>> {
    return this.#slots;
  }

  /** Whether there is any state. */
  get hasState(): boolean {
    for (const _ in this.#slots) return true;
    return false;
  }

  /**
   * Takes over what a program made for one of the slots.
   * @returns The tensor that holds it from now on; `undefined` for bytes.
   */
  take(name: string, made: Tensor): Tensor | undefined {
    const kept = this.#slots[name];
    if (kept !== undefined && isPacked(kept)) {
      this.#slots[name] = kept.repack(made);
      kept.dispose();
      made.dispose();
      return undefined;
    }
    kept?.dispose();
    this.add(name, keep(made));
    return made;
  }

  /** Takes over new state. */
  add(slot: string, kept: Kept): void {
    this.epoch++;
    this.#slots[slot] = kept;
  }

  /** Frees state that is kept no longer, as after momentum was switched off. */
  keepOnly(slots: readonly Slot[]): void {
    for (const slot in this.#slots) {
      if (slots.some(({ name }) => name === slot)) continue;
      this.#slots[slot]?.dispose();
      delete this.#slots[slot];
      this.epoch++;
    }
  }

  /** Takes over all of another one, which has nothing afterwards. */
  adopt(other: ParameterState): void {
    const { group, index, t, waits, memory } = other;
    this.reset();
    Object.assign(this, { group, index, t, waits, memory });
    this.#slots = other.#slots;
    other.#slots = {};
  }

  /** Forgets the state. */
  reset(): void {
    this.keepOnly([]);
    this.memory = undefined;
    this.t = 0;
    this.waits = false;
    this.epoch++;
  }
}

/** A variable that an optimizer moves, with its state. */
export class Parameter extends ParameterState {
  readonly variable: Variable;
  /** Its gradient in the step that is under way. */
  grad: Gradient | undefined;
  /** How often that gradient names each row, float32 `[rows]`, if the rule is rowwise. */
  namedRows: Tensor | undefined;

  constructor(name: string, variable: Variable, group: Group) {
    super(name, variable.shape, group);
    this.variable = variable;
  }

  /** Takes over also what a program made for the parameter itself. */
  override take(name: string, made: Tensor): Tensor | undefined {
    if (name !== 'param') return super.take(name, made);
    this.variable.assign(made);
    made.dispose();
    return undefined;
  }

  /** Counts a step. */
  count(memory: StepNumbers): void {
    this.t++;
    this.memory = memory;
  }
}
