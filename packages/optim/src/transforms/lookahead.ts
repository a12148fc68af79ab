import {
  bind,
  chain,
  copyOfParam,
  defineTransform,
  greater,
  lerp,
  type Numeric,
  type Transform,
  where,
} from '@nadir/core';
import { checkBoolean, checkInteger, checkProbability, checkTransform } from '@nadir/core/internal';

/** Arguments of {@link lookahead} beside its rule. */
export interface LookaheadOptions {
  /** How far α the slow weights go toward the fast ones, in [0, 1]. Default `0.5`. */
  alpha?: Numeric;
  /** Steps k of the fast weights between, an integer ≥ 1. Default `5`. */
  k?: number;
  /** Let the slow weights begin at the first meeting, which then changes nothing. Default `false`. */
  lazy?: boolean;
}

const meeting = defineTransform({
  name: 'lookahead',
  state: { slow: copyOfParam() },
  defaults: { alpha: 0.5, k: 5, lazy: false },
  check(o, where) {
    checkProbability(where, o, 'alpha');
    checkInteger(where, o, 1, 'k');
    checkBoolean(where, o, 'lazy');
  },
  scalars: ({ alpha, k }, t) => ({
    alpha,
    meets: t % k === 0 ? 1 : 0,
    begins: t === k ? 1 : 0,
  }),
  update({ param, slow }, { alpha, meets, begins }, { static: { lazy } }) {
    const moved = lerp(slow, param, alpha);
    const met = lazy ? where(greater(begins, 0), param, moved) : moved;
    const isMeeting = greater(meets, 0);
    return { param: where(isMeeting, met, param), slow: where(isMeeting, met, slow) };
  },
});

/**
 * Any rule with slow weights beside its own, fast ones. Every k-th step of a parameter:
 *
 *     s ← s + α (θ − s)             θ ← s
 *
 * The slow weights s begin with the parameter, as in the paper. With `lazy` they begin with the fast
 * weights of step k, as in timm, and the first meeting changes nothing.
 *
 * The options of the rule stay options of the optimizer. α, k and `lazy` are fixed here; α may be a schedule.
 *
 * State: `slow`, with the shape of θ, beside that of the rule. It is one program with the rule, the
 * same at every step.
 *
 * Paper: Zhang et al., NeurIPS 2019, https://arxiv.org/abs/1907.08610
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Optimizer(lookahead(AdamW.rule, { k: 6 }), model, { learningRate: 1e-3 });
 * ```
 */
export function lookahead(rule: Transform, options: LookaheadOptions = {}): Transform {
  checkTransform('lookahead', rule);
  return chain(`lookahead ${rule.name}`, rule, bind(meeting, options));
}
