import type { Progress } from '../trainer/records.js';
import type { Ending } from '../trainer/run.js';
import type { Histogram } from './histogram.js';

/** What a training was set up with, such as learning rate and batch size: plain values by name. */
export type Config = Readonly<Record<string, string | number | boolean>>;

/** What there is to write of a step, a validation or an epoch. */
export interface LogRecord extends Progress {
  readonly kind: 'step' | 'validation' | 'epoch';
  /** Figures by name: `loss` of a step, `train.loss`, `validation.accuracy`, and those of other callbacks. */
  readonly figures: Readonly<Record<string, number>>;
  /** Of the weights by name, where they were asked for. */
  readonly histograms?: Readonly<Record<string, Histogram>>;
}

/**
 * Writes down how a training goes. Each method is waited for, and an error ends the training.
 *
 * @example
 * ```ts
 * const remote: Logger = {
 *   start: (config) => post('/runs', config),
 *   log: (record) => post('/records', record),
 *   end: (ending) => post('/ends', { ending }),
 * };
 * ```
 */
export interface Logger {
  /**
   * Before the first record.
   *
   * @param progress Where training begins. After a resume, records of later steps may have been written before; a logger removes them.
   */
  start(config: Config, progress: Progress): void | Promise<void>;
  log(record: LogRecord): void | Promise<void>;
  /** After the last record, however training ended but by an error. */
  end(ending: Ending, progress: Progress): void | Promise<void>;
}
