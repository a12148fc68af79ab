import type { FinalScores } from '../../../training/scores.js';

/** What has come of a trial in a rung. */
export interface Entry {
  /** Number of the trial, from 1. */
  readonly trial: number;
  /** Number of the rung, from 0. */
  readonly rung: number;
  /** Whether it has come to its end, has epochs left, or has a loss that is no finite number. */
  readonly outcome: 'finished' | 'paused' | 'diverged';
  /** Figures on the validation part, with the weights of the best epoch; absent after a divergence. */
  readonly validation?: FinalScores;
  readonly bestEpoch?: number;
  /** Epochs done. */
  readonly epochs?: number;
  /** Seconds of training. */
  readonly seconds?: number;
  /** What has diverged. */
  readonly reason?: string;
}

const outcomes: readonly unknown[] = ['finished', 'paused', 'diverged'];

/** Whether what was read from a file is an entry. */
export function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { trial, rung, outcome, validation } = value as Partial<Entry>;
  const isKnown = Number.isInteger(trial) && Number.isInteger(rung) && outcomes.includes(outcome);
  return isKnown && (outcome === 'diverged' || typeof validation === 'object');
}
