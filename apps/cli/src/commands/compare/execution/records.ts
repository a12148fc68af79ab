import type { Measure } from '../measure/measure.js';
import type { Run, Start } from './run.js';

/** A run, and where it stands among all. */
export interface RunRecord extends Run {
  readonly optimizer: string;
  /** Number of the trial whose options it has, from 1. */
  readonly trial: number;
}

/** The records of an optimizer in one stage. */
export const recordsOf = (
  records: readonly RunRecord[],
  optimizer: string,
  stage: Start['stage'],
): RunRecord[] =>
  records.filter((record) => record.optimizer === optimizer && record.stage === stage);

/**
 * The best of several runs at their end: by the measure; between equals by the loss; then by the
 * earlier arrival, where it is known; then by the lower trial. `undefined` when all have diverged.
 */
export function bestOf(measure: Measure, records: readonly RunRecord[]): RunRecord | undefined {
  return records
    .filter(({ end }) => end !== undefined)
    .reduce<RunRecord | undefined>(
      (best, record) => (best === undefined || isBetter(measure, record, best) ? record : best),
      undefined,
    );
}

function isBetter(measure: Measure, run: Run, than: Run): boolean {
  const [value, other] = [run, than].map(({ end }) => measure.resolve(end?.value ?? Number.NaN));
  if (value !== other) return measure.isBetter(value as number, other as number);
  const [loss, otherLoss] = [run, than].map(({ end }) => end?.loss ?? 0);
  if (loss !== otherLoss) return (loss as number) < (otherLoss as number);
  return (run.arrival?.step ?? Infinity) < (than.arrival?.step ?? Infinity);
}
