import type { Regularizer } from '@nadir/core';
import { registerNamed } from '@nadir/core/internal';

/**
 * Lets a penalty or constraint be restored from its `config`, by {@link restoreRegularizer} and by the state
 * of an optimizer. Those of this package are registered where they are defined; do so with your own.
 *
 * @param restore Makes it from its saved options. What a file really holds, this function has to check.
 * @example
 * ```ts
 * // Σ (w − 1)² / 2, whose gradient is w − 1.
 * const nearOne = () =>
 *   defineRegularizer({
 *     name: 'nearOne',
 *     config: { regularizer: 'nearOne' },
 *     applies: () => true,
 *     gradient: (w: Expr) => sub(w, 1),
 *   });
 * registerRegularizer('nearOne', nearOne);
 * ```
 */
export function registerRegularizer<Options extends object>(
  name: string,
  restore: (options: Options) => Regularizer<never>,
): void {
  registerNamed('regularizer', name, (options) => restore(options as Options));
}
