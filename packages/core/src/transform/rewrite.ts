import type { Expr, ExprType } from '../program/expression.js';

type AnyExpr = Expr<ExprType>;

/**
 * A function that puts other expressions in the place of some of a graph. What several expressions share, they
 * share afterwards.
 *
 * @param replace Gives what takes the place of an expression, or `undefined` where it stays.
 */
export function rewriter(
  replace: (expr: AnyExpr) => AnyExpr | undefined,
): <Type extends ExprType>(expr: Expr<Type>) => Expr<Type> {
  const seen = new Map<AnyExpr, AnyExpr>();
  const rewrite = (expr: AnyExpr): AnyExpr => {
    let result = seen.get(expr);
    if (result === undefined) {
      result = replace(expr) ?? { ...expr, args: expr.args.map(rewrite) };
      seen.set(expr, result);
    }
    return result;
  };
  return rewrite as <Type extends ExprType>(expr: Expr<Type>) => Expr<Type>;
}
