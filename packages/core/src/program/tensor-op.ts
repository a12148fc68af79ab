import type { Tensor } from '@tensorflow/tfjs-core';
import { ProgramError } from '../errors.js';
import { type Expr, type ExprType, number, type Operand } from './expression.js';

/** Numbers in rows, as the interpreter of rules holds a tensor. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float64Array | Float32Array;
}

/** Scalars of the step by name. */
export type StepNumbers = Readonly<Record<string, number>>;

/**
 * An operation on whole tensors between the programs of a step: matrix products, sums along an axis.
 *
 * It is written twice: with TensorFlow.js ops, which run on every backend, and in plain JavaScript,
 * which gives it its meaning as the interpreter does for programs.
 */
export interface TensorOp {
  readonly name: string;
  /** Names of the results; those of `'float32'` have the shape of the parameter. */
  readonly results: Readonly<Record<string, 'float32' | 'tensor'>>;
  /**
   * With TensorFlow.js, inside `tidy`. It reads nothing back, and may return an input or a tensor that
   * shares the buffer of one. `numbers` has what {@link call} was given.
   */
  run(inputs: readonly Tensor[], numbers: StepNumbers): Readonly<Record<string, Tensor>>;
  /**
   * The same in float64. The interpreter rounds what it returns to its own precision, which the arrays
   * of the inputs tell.
   */
  interpret(
    inputs: readonly NumberArray[],
    numbers: StepNumbers,
  ): Readonly<Record<string, NumberArray>>;
}

/**
 * Results of an operation on whole tensors, by name.
 *
 * @param numbers What it is told beside tensors: scalars of the step, or constants, under its own names
 * for them.
 * @throws {@link ProgramError} when one of them is neither.
 */
export function call<const Op extends TensorOp>(
  tensorOp: Op,
  tensors: readonly Expr<ExprType>[],
  numbers: Readonly<Record<string, Operand>> = {},
): { readonly [Name in keyof Op['results']]: Expr<Op['results'][Name]> } {
  const numberNames = Object.keys(numbers);
  const told = Object.values(numbers).map(number);
  const stranger = told.find(({ op }) => op !== 'scalar' && op !== 'constant');
  if (stranger !== undefined) {
    throw new ProgramError(
      `${tensorOp.name}: got a number from \`${stranger.op}\`, expected a scalar of the step or a ` +
        'constant. Pass what stays on the device among the tensors.',
    );
  }
  const args = [...tensors, ...told];
  const results = Object.entries(tensorOp.results).map(([name, type]) => [
    name,
    { type, op: 'call', args, name, tensorOp, numberNames },
  ]);
  return Object.fromEntries(results);
}
