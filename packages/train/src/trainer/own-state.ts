import { StateError } from '@nadir/core';
import type { Scores, ScoresState } from '../metrics/running-scores.js';
import type { EpochRecord, Progress } from './records.js';

/** What the trainer itself has to know. */
export interface OwnState {
  readonly progress: Progress;
  readonly running: ScoresState;
  readonly validation: Scores | undefined;
  readonly history: readonly EpochRecord[];
  /** Whether what follows the last step is still to be done: the validation that is due, the end of an epoch. */
  readonly unfinished: boolean;
}

/** Number of the layout of a state. Raised when an older reader could not read it. */
const version = 1;

/** The state as a text. */
export const writeOwn = (own: OwnState): string => JSON.stringify({ version, ...own }, written);

/**
 * Reads what {@link writeOwn} has written.
 *
 * @throws {@link StateError} naming the first field that is not as it was written.
 */
export function readOwn(text: string | undefined): OwnState {
  const where = 'Trainer.loadStateDict';
  let read: unknown;
  try {
    read = JSON.parse(text as string, readNumber);
  } catch (cause) {
    throw new StateError(
      `${where}: got no state of a trainer, expected what Trainer.stateDict() gave.`,
      {
        cause,
      },
    );
  }
  const own = Object(read) as OwnState & { readonly version: unknown };
  if (!(Number(own.version) <= version)) {
    throw new StateError(
      `${where}: got version ${JSON.stringify(own.version)}, expected at most ${version}. ` +
        'Take the @nadir/train that wrote it, or a newer one.',
    );
  }
  const wrong = [
    !isProgress(own.progress) && 'progress',
    !isRunning(own.running) && 'running',
    own.validation !== undefined && !isScores(own.validation) && 'validation',
    !(Array.isArray(own.history) && own.history.every(isEpoch)) && 'history',
    typeof own.unfinished !== 'boolean' && 'unfinished',
  ].find((name) => name !== false);
  if (wrong === undefined) return own;
  throw new StateError(
    `${where}: got another "${wrong}" in the state of the trainer, expected what Trainer.stateDict() gave.`,
  );
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isProgress(value: unknown): value is Progress {
  const { step, epoch, batch, seconds } = Object(value) as Progress;
  return [step, epoch, batch].every(isCount) && seconds >= 0;
}

const isNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'number');

function isRunning(value: unknown): value is ScoresState {
  const { examples, loss, totals } = Object(value) as ScoresState;
  return (
    isCount(examples) && typeof loss === 'number' && Object.values(Object(totals)).every(isNumbers)
  );
}

const isScores = (value: unknown): value is Scores =>
  typeof (value as Scores)?.loss === 'number' && isNumbers(Object.values(value as Scores));

function isEpoch(value: unknown): value is EpochRecord {
  const { train, validation } = Object(value) as EpochRecord;
  return isProgress(value) && isScores(train) && (validation === undefined || isScores(validation));
}

/** Numbers that JSON has no form for. */
const unwritable = new Map([NaN, Infinity, -Infinity].map((value) => [String(value), value]));

const written = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

const readNumber = (_: string, value: unknown): unknown => unwritable.get(value as string) ?? value;
