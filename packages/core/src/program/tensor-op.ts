import type { Tensor } from '@tensorflow/tfjs-core';
import type { Expr, ExprType } from './expression.js';

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
  /** With TensorFlow.js, inside `tidy`. */
  run(inputs: readonly Tensor[], numbers: StepNumbers): Readonly<Record<string, Tensor>>;
  /** The same in the precision of the interpreter, whose `round` is applied to what it returns. */
  interpret(
    inputs: readonly NumberArray[],
    numbers: StepNumbers,
  ): Readonly<Record<string, NumberArray>>;
}

/** Results of an operation on whole tensors, by name. */
export function call<const Op extends TensorOp>(
  tensorOp: Op,
  ...args: readonly Expr<ExprType>[]
): { readonly [Name in keyof Op['results']]: Expr<Op['results'][Name]> } {
  const results = Object.entries(tensorOp.results).map(([name, type]) => [
    name,
    { type, op: 'call', args, name, tensorOp },
  ]);
  return Object.fromEntries(results);
}
