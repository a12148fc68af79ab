import { add, div, type Expr, mul, sqrt } from '@nadir/core';
import { checkFraction, checkPositive, checkWord } from '@nadir/core/internal';
import { meanSquare } from '../transforms/mean-square.js';
import { norm } from '../transforms/trust-ratio.js';

/** Options of rules whose steps can be as long as those of another optimizer. */
interface GraftingOptions {
  readonly grafting: string;
  readonly graftingBeta2: number;
  readonly graftingEpsilon: number;
}

/** Defaults of these options: steps have the length of the rule's own direction. */
export const graftingDefaults = {
  grafting: 'none',
  graftingBeta2: 0.999,
  graftingEpsilon: 1e-8,
};

/** Throws unless the options of grafting are in their ranges. */
export function checkGrafting(o: GraftingOptions, where: string): void {
  checkWord(where, o, 'grafting', ['none', 'sgd', 'adagrad', 'rmsprop', 'adam']);
  checkFraction(where, o, 'graftingBeta2');
  checkPositive(where, o, 'graftingEpsilon');
}

/** Whether the optimizer that is grafted keeps squares of gradients, as `v`. */
export const keepsSquares = (grafting: string): boolean =>
  grafting !== 'none' && grafting !== 'sgd';

/** The numbers of step t by which its squares move and are corrected. */
export const graftingNumbers = (o: GraftingOptions, t: number) => ({
  vKeep: o.grafting === 'adagrad' ? 1 : o.graftingBeta2,
  vGain: o.grafting === 'adagrad' ? 1 : 1 - o.graftingBeta2,
  vScale: o.grafting === 'adam' ? 1 / Math.sqrt(1 - o.graftingBeta2 ** t) : 1,
  graftingEpsilon: o.graftingEpsilon,
});

/**
 * A direction with the length of the step that another optimizer takes with the same mean m̂ of gradients, and
 * that optimizer's state.
 *
 *     u = ‖d‖ direction / (‖direction‖ + 10⁻¹⁶)
 *
 * where d = m̂ (`'sgd'`) or d = m̂ / (√v + δ).
 *
 * Paper: Agarwal et al., 2020, https://arxiv.org/abs/2002.11803
 */
export function graft(
  grafting: string,
  direction: Expr,
  { grad, mHat, v }: Readonly<Record<'grad' | 'mHat' | 'v', Expr>>,
  scalars: Readonly<Record<keyof ReturnType<typeof graftingNumbers>, Expr>>,
): { u: Expr; state: { v?: Expr } } {
  if (grafting === 'none') return { u: direction, state: {} };
  const { vKeep, vGain, vScale, graftingEpsilon } = scalars;
  const vNext = keepsSquares(grafting) ? meanSquare(v, grad, vKeep, vGain) : undefined;
  const d = vNext ? div(mHat, add(mul(sqrt(vNext), vScale), graftingEpsilon)) : mHat;
  const u = mul(direction, div(norm(d), add(norm(direction), 1e-16)));
  return { u, state: vNext ? { v: vNext } : {} };
}
