import { lastUses } from './lifetimes.js';
import type { Pass, StepRecord } from './step-record.js';

/**
 * A step as data: what it does in order, on which buffers, and how long each of them lives. What {@link capture} replays, and
 * what {@link print} shows.
 */
export interface Plan extends StepRecord {
  /** Name of the TensorFlow.js backend that it was recorded on. */
  readonly backend: string;
  /** For each node, the buffers that are let go of after it. */
  readonly frees: readonly (readonly number[])[];
}

/** The plan of a record. */
export function planOf(record: StepRecord, backend: string, passes: readonly Pass[]): Plan {
  const cleaned = passes.reduce((last, pass) => pass(last, backend), record);
  return { ...cleaned, backend, frees: lastUses(cleaned) };
}
