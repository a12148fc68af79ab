import type { Expr, Reduction, Total } from '../program/expression.js';
import type { StepNumbers, TensorOp } from '../program/tensor-op.js';
import type { Program } from '../program/trace.js';
import type { Slot } from './slot.js';

/** An operation on whole tensors after a program: names of values it takes, and of those it gives. */
export interface StageCall {
  readonly op: TensorOp;
  readonly args: readonly string[];
  /** Scalars of the step by name, or constants, under the names that the operation has for them. */
  readonly numbers: Readonly<Record<string, string | number>>;
  /** Name of the value for each result of the operation. */
  readonly results: Readonly<Record<string, string>>;
}

/** The numbers that an operation is told at a step. */
export const numbersOf = ({ numbers }: StageCall, scalars: StepNumbers): StepNumbers =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, one]) => [
      name,
      typeof one === 'number' ? one : (scalars[one] as number),
    ]),
  );

/** An output of a program that is joined with those of other parameters. */
export interface StageTotal {
  /** Name of the output, and of the total in later stages. */
  readonly output: string;
  readonly reduce: Reduction;
  readonly total: Total;
}

/** A part of a step that runs for every parameter before the next part does for any. */
export interface Stage {
  readonly program: Program;
  /** Outputs of the program whose value is the sum, or maximum, of those of all parameters. */
  readonly totals: readonly StageTotal[];
  readonly calls: readonly StageCall[];
}

/** The inputs of a rule by kind. */
export interface StageInputs {
  readonly name: string;
  readonly slots: readonly Slot[];
  readonly broadcasts: readonly string[];
  readonly scalars: readonly string[];
  readonly integers: readonly string[];
}

/** How rules run that take several programs. What such a rule is made of brings it along. */
export interface Staging {
  /** Divides a rule into as few programs as its reductions and calls allow. */
  divide(inputs: StageInputs, outputs: Readonly<Record<string, Expr | Expr<'tensor'>>>): Stages;
}

/** What a step of a rule runs on one parameter. */
export interface Stages {
  /** The last of them writes the parameter and its state; it has no totals and no calls. */
  readonly stages: readonly [...Stage[], Stage];
  /** Writes the parameter's state of one number. Its inputs are 0-D tensors. */
  readonly numbers: Program | undefined;
  /** Writes the numbers that all parameters share, once in a step. Its inputs are 0-D tensors. */
  readonly shared: Program | undefined;
  /** The value that each state tensor of a shape of its own takes. */
  readonly tensors: Readonly<Record<string, string>>;
  /** What has divided the rule and runs it; `undefined` for one program. */
  readonly staging?: Staging;
}
