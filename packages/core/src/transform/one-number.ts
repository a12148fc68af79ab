import { ProgramError } from '../errors.js';
import type { Expr, ExprType } from '../program/expression.js';
import type { SlotKind } from './slot.js';

/** Kinds of state that is one number on the device. */
export type NumberKind = SlotKind & ('number' | 'shared');

/** Throws unless an expression is one number: of inputs that are, and of numbers over all elements. */
export function checkOneNumber(where: string, expr: Expr<ExprType>, kind: NumberKind): void {
  if (expr.op === 'reduce' && (kind === 'number' || expr.total !== undefined)) return;
  if (expr.op === 'tensor' || expr.op === 'call' || expr.op === 'bits' || expr.op === 'reduce') {
    const expected = kind === 'shared' ? 'a total over all parameters' : 'a sum or maximum of them';
    throw new ProgramError(
      `${where}: got a value for each element for state of one number, expected ${expected}.`,
    );
  }
  for (const arg of expr.args) checkOneNumber(where, arg, kind);
}
