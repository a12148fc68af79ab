import type { Cautious } from '../optimizer/groups/group-options.js';
import {
  add,
  div,
  type Expr,
  type ExprType,
  greater,
  max,
  mul,
  neg,
  sign,
  sub,
  where,
} from '../program/expression.js';
import { mean, sum } from '../program/reduce.js';
import { registerNamed } from '../state/named.js';
import { mapTransforms } from '../transform/chain.js';
import { checkTransform } from '../transform/check-transform.js';
import { derive } from '../transform/derived.js';
import type { Transform } from '../transform/transform.js';

type AnyExpr = Expr<ExprType>;

/**
 * A rule that leaves out the elements of its step that would go against the gradient at hand, and lengthens
 * the others, so that steps are as long as before on average:
 *
 *     u = θ − θ′                     the step that the rule would take
 *     φ = 1 where u g > 0, else 0
 *     θ ← θ − u φ / max(mean φ, 10⁻³)
 *
 * The mean is over all elements of one parameter, or over those of the rows that have a gradient if the rule is
 * {@link Transform.rowwise}. A step grows by a factor of at most 1000: where nearly all gradients are 0, the few
 * elements that have one move that much further.
 *
 * It concerns the transforms of a chain that move the parameter by the gradient. Weight decay beside them, the
 * meetings of `lookahead` and proximal steps stay whole. A rule with its decay inside, such as that of `LAMB`, is masked
 * as a whole. Where `scaleByAdam` and the like make a direction of the gradient, g is what the first of them was given.
 * Every optimizer takes it as the option `cautious`:
 *
 * ```ts
 * const optimizer = new Lion(model, { cautious });
 * ```
 *
 * Paper: Liang et al., 2024, https://arxiv.org/abs/2411.16085
 */
export const cautious: Cautious = (rule) => {
  checkTransform('cautious', rule);
  const origins: Origins = new WeakMap();
  return mapTransforms(rule, (one) => masked(one, origins));
};
Object.assign(cautious, { config: { guard: 'cautious' } });
registerNamed('guard', 'cautious', () => cautious);

/** For each direction that a transform has made of a gradient and its state, that gradient. */
type Origins = WeakMap<AnyExpr, Expr>;

const masked = (inner: Transform, origins: Origins): Transform =>
  derive(inner, {
    update(tensors, scalars, context) {
      const made = inner.update(tensors, scalars, context);
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
      const share = max(meanOver(agrees, context.touched), 1e-3);
      return { ...made, param: sub(param, mul(u, div(agrees, share))) };
    },
  });

/** The mean over all elements, or over those of the rows that were touched. */
const meanOver = (x: Expr, touched: Expr | undefined): Expr =>
  touched === undefined ? mean(x) : div(sum(mul(x, touched)), max(sum(touched), 1));

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
