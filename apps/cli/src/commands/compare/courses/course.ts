import type { OptionValues } from '@nadir/core';
import type { Measure } from '../measure/measure.js';

/** An optimizer with all of its options. */
export interface Setting {
  readonly name: string;
  readonly options: OptionValues;
}

/** How good a run is at one moment. */
export interface Reading {
  /** In the unit of the course's measure. */
  readonly value: number;
  /** Loss on what was measured; decides between equal values. */
  readonly loss?: number;
  /** Place on a surface. */
  readonly at?: readonly number[];
}

/** A run under way. */
export interface Runner {
  /** Takes a step and returns what it descends: a loss, or a height. It is not finite after a divergence. */
  step(): Promise<number>;
  /** How good it is now. */
  read(): Promise<Reading>;
  /** How good it is on examples that nothing was chosen by, where there are any. */
  test?(): Promise<Reading>;
  /** Frees all that it holds. */
  dispose(): void;
}

/** What optimizers run on. Where a run begins and what it meets follow from the seed alone. */
export interface Course {
  readonly measure: Measure;
  /** The value that counts as arrived, if there is one. */
  readonly goal?: number;
  /** Steps of a run. */
  readonly steps: number;
  /** Steps from one reading to the next. */
  readonly every: number;
  /** Whether the reading after a step is kept in the curve. */
  keeps(step: number): boolean;
  /** Whether a reading costs nothing; else only final runs are read on their way. */
  readonly isReadingFree: boolean;
  /** Height of the customary start of a surface; of a data set 0. */
  readonly start: number;
  /** Shapes of the parameters. */
  readonly shapes: readonly (readonly number[])[];
  begin(setting: Setting, seed: number): Runner;
}
