import { type Numeric, OptionError } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  checkNonNegative,
  describe,
  shortNames,
} from '@nadir/core/internal';
import type { StepOptions } from './iterate.js';

/** Options of {@link LBFGS}. A schedule is evaluated once in each call of `step`. */
export interface LBFGSOptions {
  /** Length γ of a move in units of its direction, ≥ 0; with a line search, the first that is tried. Default `1`. */
  learningRate?: Numeric;
  /** Iterations of one step, an integer ≥ 1. Default `20`. */
  maxIterations?: Numeric;
  /**
   * Evaluations of the loss after which a step ends, an integer ≥ 1, or `null` for 5/4 of `maxIterations`, rounded down.
   * Default `null`.
   */
  maxEvaluations?: Numeric | null;
  /** A step ends where no element of the gradient is larger, ≥ 0. Default `1e-7`. */
  toleranceGradient?: Numeric;
  /** A step ends where no element moves by more, the loss changes by less, or the slope is no steeper, ≥ 0. Default `1e-9`. */
  toleranceChange?: Numeric;
  /** Iterations that are remembered, an integer ≥ 1. Default `100`. */
  historySize?: Numeric;
  /** `'strongWolfe'` seeks the length of each move; `null` moves by γ. Default `null`. */
  lineSearch?: 'strongWolfe' | null;
}

/** Those options, complete, schedules as they were given. */
export type Settings = Readonly<Required<LBFGSOptions>>;

export const defaults: Settings = {
  learningRate: 1,
  maxIterations: 20,
  maxEvaluations: null,
  toleranceGradient: 1e-7,
  toleranceChange: 1e-9,
  historySize: 100,
  lineSearch: null,
};

/**
 * Settings with some options changed; `undefined` leaves an option as it is.
 *
 * @param step At which schedules are evaluated to be checked.
 * @throws {@link OptionError} at the first option that is unknown or out of range.
 */
export function changed(settings: Settings, given: object, step: number): Settings {
  checkNames('LBFGS', given, Object.keys(defaults));
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const next: Settings = { ...settings, ...Object.fromEntries(entries) };
  valuesAt(next, step);
  return next;
}

/**
 * The options of one step, schedules evaluated.
 *
 * @throws {@link OptionError} when one is out of range.
 */
export function valuesAt(settings: Settings, step: number): StepOptions {
  const evaluated = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === 'function' ? value(step) : value,
  ]);
  const values = Object.fromEntries(evaluated) as Values;
  const { maxIterations, maxEvaluations, lineSearch } = values;
  checkNonNegative('LBFGS', values, 'learningRate', 'toleranceGradient', 'toleranceChange');
  checkInteger('LBFGS', values, 1, 'maxIterations', 'historySize');
  if (maxEvaluations !== null) checkInteger('LBFGS', values, 1, 'maxEvaluations');
  if (lineSearch !== null && lineSearch !== 'strongWolfe') {
    throw new OptionError(
      `LBFGS.lineSearch: got ${describe(lineSearch)}, expected 'strongWolfe' or null.`,
    );
  }
  return { ...values, maxEvaluations: maxEvaluations ?? Math.floor((maxIterations * 5) / 4) };
}

type Values = Omit<StepOptions, 'maxEvaluations'> & { readonly maxEvaluations: number | null };

for (const [short, whole] of [
  ['max_iter', 'maxIterations'],
  ['max_eval', 'maxEvaluations'],
  ['tolerance_grad', 'toleranceGradient'],
  ['line_search_fn', 'lineSearch'],
] as const) {
  shortNames.set(short, [whole]);
}
