import { OptionError } from '@nadir/core';
import { checkWord, describe } from '@nadir/core/internal';
import type { EpochRecord, ValidationRecord } from '../trainer/records.js';

/** A figure that is watched. */
export interface Monitored {
  /** Its name, such as `'validation.accuracy'` or `'train.loss'`. Default `'validation.loss'`. */
  monitor?: string;
  /** Whether the least or the greatest is best. Default: `'min'` for a loss and for errors (names with `loss`, `error`, `rmse`, `mae` or `perplexity`), otherwise `'max'`. */
  mode?: 'min' | 'max';
}

/** A figure of a training that is watched for its best. */
export class Monitor {
  readonly name: string;
  readonly #sign: number;
  readonly #where: string;

  /** @throws {@link OptionError} when the name or the mode is none. */
  constructor(where: string, { monitor = 'validation.loss', mode }: Monitored) {
    this.#where = where;
    if (typeof monitor !== 'string' || !/^(train|validation)\../.test(monitor)) {
      throw new OptionError(
        `${where}.monitor: got ${describe(monitor)}, expected train. or validation. and the name of a figure, such as ` +
          "'validation.loss'.",
      );
    }
    if (mode !== undefined) checkWord(where, { mode }, 'mode', ['min', 'max']);
    const isLess =
      mode === undefined ? /loss|error|rmse|mae|perplexity/.test(monitor) : mode === 'min';
    this.name = monitor;
    this.#sign = isLess ? -1 : 1;
  }

  /** Whether the figure is of validations, which may come more often than epochs end. */
  get isOfValidation(): boolean {
    return this.name.startsWith('validation.');
  }

  /** Whether one value is better than another by more than `delta`. NaN is never better. */
  isBetter(value: number, best: number | undefined, delta = 0): boolean {
    if (Number.isNaN(value)) return false;
    return best === undefined || Number.isNaN(best) || this.#sign * (value - best) > delta;
  }

  /**
   * The figure in a record.
   *
   * @throws {@link OptionError} when it has none of this name.
   */
  valueIn(record: EpochRecord | ValidationRecord): number {
    const [part, name] = splitOnce(this.name);
    const scores = part === 'train' && 'train' in record ? record.train : record.validation;
    const value = scores?.[name];
    if (typeof value === 'number') return value;
    const known = Object.keys(scores ?? {}).map((one) => `${part}.${one}`);
    throw new OptionError(
      `${this.#where}.monitor: got ${JSON.stringify(this.name)}, expected one of ${known.join(', ') || 'nothing'}. ` +
        (scores === undefined ? 'Pass a validation loader to fit().' : 'Name it as in metrics.'),
    );
  }
}

function splitOnce(name: string): [part: string, figure: string] {
  const at = name.indexOf('.');
  return [name.slice(0, at), name.slice(at + 1)];
}
