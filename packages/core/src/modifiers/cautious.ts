import {
  add,
  div,
  type Expr,
  type ExprType,
  greater,
  max,
  mean,
  mul,
  neg,
  sign,
  sub,
  where,
} from '../program/expression.js';
import { chain } from '../transform/chain.js';
import type { Rule } from '../transform/rule.js';

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
 * parameter by the gradient; weight decay beside them, the meetings of `lookahead` and proximal steps stay whole. Of a
 * rule with its decay inside, such as `LAMB`, it concerns all of the step. Where links such as `scaleByAdam` make a
 * direction of the gradient, g is what the first of them that keeps state was given. Every optimizer has it as the
 * option `cautious`.
 *
 * Paper: Liang et al., 2024, https://arxiv.org/abs/2411.16085
 */
export function cautious(rule: Rule): Rule {
  const { name, defaults } = rule;
  const origins: Origins = new WeakMap();
  const links = (rule.links ?? [rule]).map((link) => cautiousLink(link, origins));
  return { ...chain(...links), name, defaults };
}

/** For each direction that a link has made of a gradient and its state, that gradient. */
type Origins = WeakMap<AnyExpr, Expr>;

const cautiousLink = (link: Rule, origins: Origins): Rule => ({
  ...link,
  update(tensors, ...rest) {
    const made = link.update(tensors, ...rest);
    const { param, grad, ...state } = tensors as { param: Expr; grad: Expr };
    const gradient = origins.get(grad) ?? grad;
    if (made.grad && (gradient !== grad || depends(made.grad, Object.values(state)))) {
      origins.set(made.grad, gradient);
    }
    const next = made.param as Expr | undefined;
    if (next === undefined || !depends(next, [grad], param)) return made;
    const u = stepOf(next, param) ?? sub(param, next);
    // Not by the sign of the product, which is 0 where both are small.
    const agrees = where(greater(mul(sign(u), sign(gradient)), 0), 1, 0);
    const share = max(mean(agrees), 1e-3);
    return { ...made, param: sub(param, mul(u, div(agrees, share))) };
  },
});

/** Whether an expression depends on one of several, other than by what is to be passed over. */
function depends(whole: AnyExpr, on: readonly AnyExpr[], except?: AnyExpr): boolean {
  const seen = new Set([except]);
  const search = (one: AnyExpr): boolean => {
    if (on.includes(one)) return true;
    if (seen.has(one)) return false;
    seen.add(one);
    return one.args.some(search);
  };
  return search(whole);
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
