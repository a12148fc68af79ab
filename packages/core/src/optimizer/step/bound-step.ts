import type { Tensor } from '@tensorflow/tfjs-core';
import { elementCount, parameterIndex } from '../../program/expression.js';
import { BoundProgram, bindProgram } from '../../program/run/bound-program.js';
import type { ProgramSetting } from '../../program/run/resolve.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import type { Program } from '../../program/trace.js';
import { isPacked, type Kept, type Slot } from '../../transform/slot.js';
import type { Stage } from '../../transform/stages.js';
import type { CompiledStep, StepScalars } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import type { Share } from './totals.js';

/** Tensors by name. */
export type Values = Readonly<Record<string, Tensor>>;

/**
 * The program of a step bound to one parameter and its state, once. A step gives it the gradient and the numbers,
 * and creates nothing else.
 */
export class BoundStep {
  readonly parameter: Parameter;
  readonly compiled: CompiledStep;
  /** The numbers of the step that is under way. */
  numbers: StepScalars | undefined;
  #epoch = -1;
  readonly #index: number;
  /** Writes the parameter and its state. */
  readonly #final: BoundProgram;

  constructor(parameter: Parameter, compiled: CompiledStep) {
    this.parameter = parameter;
    this.#index = parameter.index;
    this.compiled = compiled;
    const { owned, stages } = compiled;
    const { program } = stages.stages.at(-1) as Stage;
    this.#final = this.bindProgram(program, { owned, replaced: ['param'] });
  }

  /** A program bound to what stays of the parameter, by default over its elements. */
  protected bindProgram(program: Program, setting: Partial<ProgramSetting>): BoundProgram {
    const { index, variable } = this.parameter;
    const scalars = { [elementCount]: variable.size, [parameterIndex]: index };
    return bindProgram(program, { shape: variable.shape, scalars, ...setting });
  }

  /** Whether this is how a parameter is stepped now, on the state that it has. */
  fits(compiled: CompiledStep): boolean {
    if (this.compiled !== compiled || this.#index !== this.parameter.index) return false;
    if (this.#epoch === this.parameter.epoch) return true;
    const isThere = ({ name, kind }: Slot) => kind === 'shared' || name in this.parameter.slots;
    if (!compiled.slots.every(isThere)) return false;
    this.bindState();
    return true;
  }

  /** Binds the parameter and the state that it has. */
  bindState(): void {
    const { slots, epoch, variable } = this.parameter;
    this.set('param', variable);
    for (const name in slots) {
      const kept = slots[name] as Kept;
      if (!isPacked(kept)) this.set(name, kept);
    }
    this.#epoch = epoch;
  }

  /** Position of its rule among those of the optimizer. */
  get part(): number {
    return this.parameter.group.part;
  }

  /** Number of programs that run one after the other, each for all parameters where totals are asked for. */
  get stageCount(): number {
    return 1;
  }

  /** Gives the step its gradient and what all parameters share. */
  begin(others: Values): void {
    const { grad } = this.parameter;
    if (grad !== undefined) this.set('grad', grad as Tensor);
    this.setAll(others);
  }

  /**
   * Takes whole steps, of rules that ask nothing of other parameters: first those that are one program each, in one launch where
   * that can be.
   */
  static takeAll(steps: readonly BoundStep[]): void {
    const simple = steps.filter(({ isOneProgram }) => isOneProgram);
    const made = BoundProgram.runAll(
      simple.map((one) => one.#final),
      simple.map((one) => one.scalars),
    );
    simple.forEach((one, i) => {
      one.take(made[i] as Values);
    });
    // What the stages of one parameter leave is freed before those of the next begin.
    for (const one of steps) if (!one.isOneProgram) one.takeAlone();
  }

  /** Whether there is no more to a step than its last program. */
  protected get isOneProgram(): boolean {
    return true;
  }

  /** Takes the whole step. */
  protected takeAlone(): void {
    this.finish({});
  }

  /** Runs a stage that is not the last, and returns this parameter's parts of totals. */
  run(_stage: number, _totals: Values): Share[] {
    return [];
  }

  /** Runs the last stage, which moves the parameter and its state. */
  finish(_totals: Values): void {
    this.take(this.#final.run(this.scalars));
  }

  protected get scalars(): StepNumbers {
    return (this.numbers as StepScalars).scalars;
  }

  protected set(name: string, tensor: Tensor): void {
    this.#final.set(name, tensor);
  }

  protected setAll(values: Values): void {
    for (const name in values) this.set(name, values[name] as Tensor);
  }

  /** Most adapters write everything in place, and then there is nothing to take over. */
  protected take(made: Values): void {
    for (const name in made) {
      const taken = this.parameter.take(name, made[name] as Tensor);
      if (taken !== undefined) this.set(name, taken);
    }
    this.#epoch = this.parameter.epoch;
  }
}
