import type { Scores } from '../../training/scores.js';

/** What was measured after some steps. */
export interface Point {
  readonly step: number;
  /** Number of the epoch that it ends; absent where there are none. */
  readonly epoch?: number;
  /** What is drawn, and by which the best is chosen. */
  readonly scores: Scores;
  /** Of the training batches, where they are not that already. */
  readonly train?: Scores;
}

/** Examples that a run is measured on. */
export type Part = 'validation part' | 'training batches' | 'test part';

/** A run as a report shows it. */
export interface Reported {
  readonly name: string;
  readonly optimizer: string;
  readonly learningRate: number;
  /** `'other'` has a loss only. */
  readonly task: 'classification' | 'regression' | 'other';
  readonly part: Part;
  /** At least one. */
  readonly points: readonly Point[];
  /** The point whose weights are kept, or of the least loss. */
  readonly best: Point;
  /** What it was made with, by name. */
  readonly settings: ReadonlyMap<string, string>;
  /** What a reader has to know of it. */
  readonly note?: string;
}

/** What the curves go over: steps, where a run has no epochs. */
export type Axis = 'epoch' | 'step';

export const axisOf = (runs: readonly Reported[]): Axis =>
  runs.every(({ points }) => points.every(({ epoch }) => epoch !== undefined)) ? 'epoch' : 'step';

/** Where a point is on an axis. */
export const placeOf = ({ epoch, step }: Point, axis: Axis): number =>
  axis === 'epoch' ? (epoch ?? step) : step;
