import type { Expr } from '@nadir/core';
import { type Constraint, defineRegularizer } from '@nadir/core/internal';
import type { OptionsToSave } from './options.js';

/**
 * Makes a constraint from the projection onto its set.
 *
 * @param options What is saved with the name. Without `include` parameters of rank ≤ 1 are left out.
 */
export const makeConstraint = (
  name: string,
  options: OptionsToSave,
  project: (w: Expr) => Expr,
  checkShape?: NonNullable<Constraint['checkShape']>,
): Constraint =>
  defineRegularizer({
    name,
    config: Object.freeze({ regularizer: name, ...options }),
    isConstraint: true as const,
    applies: ({ rank }: { readonly rank: number }) => options.include === 'all' || rank > 1,
    ...(checkShape !== undefined && { checkShape }),
    proximal: project,
  });
