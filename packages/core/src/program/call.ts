import { checkOptions } from '../check.js';
import { describe, ProgramError } from '../errors.js';
import { staging } from '../optimizer/step/staging.js';
import { type Expr, type ExprType, isExpr, number, type Operand } from './expression.js';
import type { TensorOp } from './tensor-op.js';

/**
 * Results of an operation on whole tensors, by name.
 *
 * @param numbers What it is told beside tensors: scalars of the step, or constants, under its own names
 * for them.
 * @throws {@link ProgramError} when one of them is neither, or a tensor is no expression.
 */
export function call<const Op extends TensorOp>(
  tensorOp: Op,
  tensors: readonly Expr<ExprType>[],
  numbers: Readonly<Record<string, Operand>> = {},
): { readonly [Name in keyof Op['results']]: Expr<Op['results'][Name]> } {
  if (typeof tensorOp?.run !== 'function' || typeof tensorOp.results !== 'object') {
    throw new ProgramError(
      `call: got ${describe(tensorOp)}, expected an operation on whole tensors: { name, results, run, interpret }.`,
    );
  }
  const { name: where } = tensorOp;
  if (!Array.isArray(tensors) || !tensors.every(isExpr)) {
    throw new ProgramError(`${where}: got ${describe(tensors)}, expected a list of expressions.`);
  }
  checkOptions(where, numbers);
  const numberNames = Object.keys(numbers);
  const told = Object.values(numbers).map(number);
  const stranger = told.find(({ op }) => op !== 'scalar' && op !== 'constant');
  if (stranger !== undefined) {
    throw new ProgramError(
      `${where}: got a number from \`${stranger.op}\`, expected a scalar of the step or a ` +
        'constant. Pass what stays on the device among the tensors.',
    );
  }
  const args = [...tensors, ...told];
  const results = Object.entries(tensorOp.results).map(([name, type]) => [
    name,
    { type, op: 'call', args, name, tensorOp, numberNames, staging },
  ]);
  return Object.fromEntries(results);
}
