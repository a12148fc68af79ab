import { penalizing } from '../optimizer/groups/penalties.js';
import type { Regularizer } from './regularizer.js';

/**
 * Makes a penalty or constraint of your own, which optimizers take as `regularizer` or `proximal`.
 *
 * @param definition Its name, the parameters that it applies to, and the forms that it has.
 * @example
 * ```ts
 * // Σ (w − 1)² / 2, whose gradient is w − 1.
 * const nearOne = defineRegularizer({
 *   name: 'nearOne',
 *   applies: () => true,
 *   gradient: (w: Expr) => sub(w, 1),
 * });
 * const optimizer = new SGD(model, { regularizer: nearOne });
 * ```
 */
export const defineRegularizer = <Definition extends Omit<Regularizer<never>, 'penalizing'>>(
  definition: Definition,
): Definition & { readonly penalizing: object } => ({ ...definition, penalizing });
