import { OptionError } from '@nadir/core';
import { checkNonNegative, checkWord, describe } from '@nadir/core/internal';
import type { Logs } from './fitted-model.js';

/** Which number of an epoch a callback goes by, and when it is better. */
export interface MonitorOptions {
  /** Its name among those that `fit` reports. Default `'val_loss'`. */
  monitor?: string;
  /**
   * Whether a lower number is better, or a higher one. `'auto'` takes the lower one of losses and errors, and the higher one of
   * accuracies, precision and recall. Default `'auto'`.
   */
  mode?: 'auto' | 'min' | 'max';
  /** How much better a number has to be to count, ≥ 0. */
  minDelta?: number;
}

/** Compares a number from epoch to epoch. */
export class Monitor {
  /** The best number so far. */
  best: number | undefined;
  readonly name: string;
  readonly #where: string;
  /** 1 where a lower number is better, −1 where a higher one is. */
  readonly #sign: 1 | -1;
  readonly #minDelta: number;

  /** @throws {@link OptionError} when an option is none, or no mode follows from the name. */
  constructor(where: string, options: Required<MonitorOptions>) {
    const { monitor, mode, minDelta } = options;
    if (typeof monitor !== 'string') {
      throw new OptionError(`${where}.monitor: got ${describe(monitor)}, expected a name.`);
    }
    checkWord(where, options, 'mode', ['auto', 'min', 'max']);
    checkNonNegative(where, options, 'minDelta');
    this.name = monitor;
    this.#where = where;
    this.#sign = (mode === 'auto' ? modeOf(where, monitor) : mode) === 'min' ? 1 : -1;
    this.#minDelta = minDelta;
  }

  /** @throws {@link OptionError} when the epoch has no such number. */
  read(logs: Logs | undefined): number {
    const value = logs?.[this.name];
    if (value !== undefined) return value;
    const known = Object.keys(logs ?? {}).join(', ') || 'none';
    throw new OptionError(
      `${this.#where}.monitor: got ${describe(this.name)}, expected a number that fit reports: ${known}. Give fit ` +
        'validationData, or monitor another one.',
    );
  }

  /** Whether a number is better than a reference, if there is one. NaN is never better. */
  isBetter(value: number, reference: number | undefined): boolean {
    if (reference === undefined) return !Number.isNaN(value);
    return this.#sign * value + this.#minDelta < this.#sign * reference;
  }
}

function modeOf(where: string, monitor: string): 'min' | 'max' {
  const name = monitor.toLowerCase();
  if (/(loss|error|entropy|ce|mse|mae|mape|rmse)$/.test(name)) return 'min';
  if (/(acc|accuracy|precision|recall|auc)$/.test(name)) return 'max';
  throw new OptionError(
    `${where}.mode: got 'auto' for ${describe(monitor)}, expected 'min' or 'max'. Write mode: 'max' if more is better.`,
  );
}
