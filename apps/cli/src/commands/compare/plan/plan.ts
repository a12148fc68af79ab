import type { OptionValues } from '@nadir/core';
import type { NodeBackend } from '../../../backends/names.js';
import type { FileOptions } from '../../../data/file.js';
import type { Space } from '../../../spaces/space.js';
import type { ScheduleName } from '../../../training/schedule-names.js';
import type { MeasureName } from '../measure/measure.js';

/** First words of the configuration of every comparison. */
export const comparisonFormat = 'nadir-comparison';

/** Number of the layout of such a folder. Raised when an older reader could not read it. */
export const comparisonVersion = 1;

/** An optimizer that takes part. */
export interface Entrant {
  /** Name on the command line. */
  readonly name: string;
  /** Name that it has in text. */
  readonly title: string;
  readonly space: Space;
  /** The settings that are tried, the defaults first. */
  readonly trials: readonly OptionValues[];
  /** Name of the optimizer of the parameters whose shape this one does not take; absent where it takes all. */
  readonly other?: string;
}

/** The network and its data, where the problem is a data set. */
export interface NetworkPlan {
  readonly hidden: readonly number[];
  readonly dropout: number;
  readonly batch: number;
  readonly epochs: number;
  readonly features: number;
  /** Number of classes; absent when a number is predicted. */
  readonly classes?: number;
  readonly examples: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
}

/** All that was decided before the first run, defaults filled in: what `config.json` holds. */
export interface Plan {
  readonly format: typeof comparisonFormat;
  readonly version: typeof comparisonVersion;
  /** Name of the data set, of the file without its ending, or of the surface. */
  readonly problem: string;
  readonly measure: MeasureName;
  /** The file that is learned from, if there is one. */
  readonly data?: FileOptions & { readonly fingerprint: string };
  /** What counts as arrived, in the unit of the measure; absent where nothing is known of the data. */
  readonly goal?: number;
  /** Height of the customary start of a surface; of a data set 0. */
  readonly start: number;
  readonly entrants: readonly Entrant[];
  /** Seed of the data and of every trial. */
  readonly seed: number;
  /** Seeds of the runs that are reported. */
  readonly seeds: readonly number[];
  /** Steps of each run. */
  readonly steps: number;
  readonly schedule: ScheduleName;
  readonly backend: NodeBackend;
  /** Absent where the problem is a surface. */
  readonly network?: NetworkPlan;
}

/** Units of each layer of the network, inputs first. */
export function describeLayers({ network }: Plan): string {
  if (network === undefined) return '';
  const { features, hidden, classes = 1 } = network;
  return [features, ...hidden, classes].join('–');
}
