import type { Setting, Space } from '../space/dimension.js';
import type { Metric } from './metric.js';
import type { Rung } from './rungs.js';

/** First words of the configuration of every sweep. */
export const sweepFormat = 'nadir-sweep';

/** Number of the layout of such a folder. Raised when an older reader could not read it. */
export const sweepVersion = 1;

/** How a sweep is done. */
export const methods = ['grid', 'random', 'quasi-random', 'halving'] as const;

export type Method = (typeof methods)[number];

/** All that was decided before the first trial: what `config.json` holds. */
export interface SweepConfig {
  readonly format: typeof sweepFormat;
  readonly version: typeof sweepVersion;
  readonly method: Method;
  readonly metric: Metric['name'];
  /** Flags that all trials have, the seed among them. */
  readonly fixed: Setting;
  /** What is searched. */
  readonly space: Space;
  /** What is trained in turn. One rung is all there is without halving. */
  readonly rungs: readonly Rung[];
  /** SHA-256 of the file that is learned from; absent for a problem. */
  readonly fingerprint?: string;
  /** Flags of each trial beside those that all have. Trial 1 is the first. */
  readonly trials: readonly Setting[];
}
