import { OptionError } from '@nadir/core';
import { checkNames, describe } from '@nadir/core/internal';
import type { Callback } from '../trainer/callback.js';
import { Monitor, type Monitored } from './monitored.js';

/** What {@link reduceOnPlateau} asks of a plateau: `ReduceOnPlateau` of `@nadir/optim/schedules`. */
export interface Plateau {
  readonly value: number;
  /** Its `config` tells whether less or more is better to the plateau. */
  readonly schedule: { readonly config: object };
  step(metric: number): number;
}

/**
 * The callback that gives a plateau its figures, so that the learning rate is reduced when they no longer improve: after each
 * validation for `'validation.…'`, after each epoch for `'train.…'`.
 *
 * Factor, patience and minimum are options of the plateau. It is saved with the optimizer that has its schedule, and a resumed
 * training goes on with its counts. Loggers write its value as `learningRate`.
 *
 * @throws {@link OptionError} when an option is not as documented, or less is better to the plateau and more to the figure.
 * @example
 * ```ts
 * const plateau = new ReduceOnPlateau({ from: 1e-3, factor: 0.5, patience: 3, to: 1e-6, mode: 'max' });
 * const optimizer = new AdamW(model, { learningRate: plateau.schedule });
 * const callbacks = [reduceOnPlateau(plateau, { monitor: 'validation.accuracy' })];
 * ```
 */
export function reduceOnPlateau(plateau: Plateau, options: Monitored = {}): Callback {
  checkNames('reduceOnPlateau', options, ['monitor', 'mode']);
  if (typeof plateau?.step !== 'function') {
    throw new OptionError(
      `reduceOnPlateau: got ${describe(plateau)}, expected a plateau. Write new ReduceOnPlateau({ from: 1e-3 }).`,
    );
  }
  const monitor = new Monitor('reduceOnPlateau', options);
  const mode = monitor.isBetter(1, 0) ? 'max' : 'min';
  const { mode: given } = plateau.schedule.config as { readonly mode?: unknown };
  if (given !== mode) {
    throw new OptionError(
      `reduceOnPlateau: got a plateau with mode ${describe(given)}, expected '${mode}' for "${monitor.name}". ` +
        `Write new ReduceOnPlateau({ mode: '${mode}' }), or the mode of the figure here.`,
    );
  }
  return {
    name: 'reduce-on-plateau',
    onValidation(_, record) {
      if (monitor.isOfValidation) plateau.step(monitor.valueIn(record));
    },
    onEpoch(_, record) {
      if (!monitor.isOfValidation) plateau.step(monitor.valueIn(record));
    },
    figures: () => ({ learningRate: plateau.value }),
  };
}
