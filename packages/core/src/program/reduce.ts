import { staging } from '../optimizer/step/staging.js';
import {
  div,
  type Expr,
  elementCount,
  input,
  number,
  type Reduction,
  type Total,
} from './expression.js';

/** The sum over all elements, accurate to 6 digits over 10⁷ equal terms. */
export const sum = (of: Expr): Expr => reduction('sum', of);

/** The mean over all elements of a parameter: only in a rule. */
export const mean = (of: Expr): Expr => div(sum(of), input('scalar', elementCount));

/**
 * The sum over all elements of all parameters that move in a step: only in a rule. It stays on the
 * device. Totals of one name are one number, whichever group a parameter is in.
 */
export const total = (name: string | Total, of: Expr): Expr => ({
  ...sum(of),
  total: typeof name === 'string' ? { name } : name,
});

/** The largest of all elements. With a name: of all parameters that move in a step, as {@link total} is their sum. */
export function largest(of: Expr): Expr;
export function largest(name: string | Total, of: Expr): Expr;
export function largest(...given: [Expr] | [string | Total, Expr]): Expr {
  if (given.length === 1) return reduction('max', given[0]);
  const [name, of] = given;
  return { ...reduction('max', of), total: typeof name === 'string' ? { name } : name };
}

const reduction = (reduce: Reduction, of: Expr): Expr => ({
  type: 'float32',
  op: 'reduce',
  args: [number(of)],
  reduce,
  staging,
});
