import {
  add,
  chain,
  div,
  type Expr,
  type ExprType,
  greater,
  max,
  mean,
  mul,
  neg,
  type Rule,
  sign,
  sub,
  where,
} from '../program/index.js';

type AnyExpr = Expr<ExprType>;

/**
 * A rule that leaves out the elements of its step that would go against the gradient at hand, and lengthens
 * the others, so that steps are as long as before on average:
 *
 *     u = θ − θ′                     the step that the rule would take
 *     φ = 1 where u g > 0, else 0
 *     θ ← θ − u φ / max(mean φ, 10⁻³)
 *
 * The mean is over all elements of one parameter. Of a {@link chain}, it concerns the links that move the
 * parameter by a gradient or by state; weight decay beside them and proximal steps stay whole. Of a rule with its
 * decay inside, such as `LAMB`, it concerns all of the step. Every optimizer has it as the option `cautious`.
 *
 * Paper: Liang et al., 2024, https://arxiv.org/abs/2411.16085
 */
export function cautious(rule: Rule): Rule {
  const { name, defaults } = rule;
  return { ...chain(...(rule.links ?? [rule]).map(cautiousLink)), name, defaults };
}

const cautiousLink = (link: Rule): Rule => ({
  ...link,
  update(tensors, ...rest) {
    const made = link.update(tensors, ...rest);
    const { param, ...others } = tensors as { param: Expr; grad: Expr };
    const next = made.param as Expr | undefined;
    if (next === undefined || !depends(next, new Set(Object.values(others)), param)) return made;
    const { grad } = others;
    const u = stepOf(next, param) ?? sub(param, next);
    // Not by the sign of the product, which is 0 where both are small.
    const agrees = where(greater(mul(sign(u), sign(grad)), 0), 1, 0);
    const share = max(mean(agrees), 1e-3);
    return { ...made, param: sub(param, mul(u, div(agrees, share))) };
  },
});

/** Whether an expression depends on one of several, other than by the parameter before the step. */
function depends(next: AnyExpr, on: ReadonlySet<AnyExpr>, param: AnyExpr): boolean {
  const seen = new Set([param]);
  const search = (one: AnyExpr): boolean => {
    if (on.has(one)) return true;
    if (seen.has(one)) return false;
    seen.add(one);
    return one.args.some(search);
  };
  return search(next);
}

/** The step u of an expression θ − u, without the rounding of a difference of parameters. */
function stepOf(next: Expr, param: Expr): Expr | undefined {
  if (next.op !== 'sub' && next.op !== 'add') return undefined;
  const [before, change] = next.args as [Expr, Expr];
  const u = next.op === 'sub' ? change : neg(change);
  if (before === param) return u;
  const earlier = stepOf(before, param);
  return earlier && add(earlier, u);
}
