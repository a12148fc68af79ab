import type { Units } from '@nadir/core/internal';
import { checkNames, checkOptions, checkUnits, checkWord } from '@nadir/core/internal';

/** Which parameters a penalty or constraint acts on: those of rank ≥ 2, or every one. */
export type Include = 'weights' | 'all';

/** Options that penalties and constraints share. */
export interface RegularizerOptions {
  /**
   * `'weights'` leaves out parameters of rank ≤ 1, which are biases and gains of norms;
   * `'all'` takes every parameter. Default `'weights'`.
   */
  include?: Include;
}

/** Options of penalties and constraints that look at the units of a weight. */
export interface UnitRegularizerOptions extends RegularizerOptions {
  /** Which weights are taken together. Default `'output'`: all that lead into one output. */
  units?: Units;
}

/** What is saved of a penalty or constraint beside its name: its arguments and options. */
export interface OptionsToSave {
  readonly include?: Include;
  readonly [option: string]: unknown;
}

/**
 * The options that penalties and constraints share, checked, with defaults filled in.
 *
 * @param others Names of the options that one has beside them.
 */
export function sharedOptions(
  where: string,
  options: RegularizerOptions,
  ...others: string[]
): Required<RegularizerOptions> {
  checkNames(where, options, ['include', ...others]);
  const { include = 'weights' } = options;
  checkWord(where, { include }, 'include', ['weights', 'all']);
  return { include };
}

/** The same for those that look at units. */
export function unitOptions(
  where: string,
  options: UnitRegularizerOptions,
  ...others: string[]
): Required<UnitRegularizerOptions> {
  checkOptions(where, options);
  const { units = 'output' } = options;
  checkUnits(where, units);
  return { units, ...sharedOptions(where, options, 'units', ...others) };
}
