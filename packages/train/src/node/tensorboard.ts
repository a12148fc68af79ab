import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '../loggers/logger.js';
import {
  histogram,
  restartEvent,
  scalar,
  summaryEvent,
  versionEvent,
} from '../loggers/tensorboard/event.js';
import { sessionEnd, sessionStart } from '../loggers/tensorboard/hyper-parameters.js';
import { tfRecord } from '../loggers/tensorboard/tf-record.js';
import { onDisk } from './on-disk.js';

/**
 * Writes files of events that TensorBoard reads: figures as scalars, histograms of weights where {@link logTo} has them, and the
 * configuration as hyper-parameters.
 *
 * The first dot of a name becomes a slash, by which TensorBoard groups: `validation/loss`. A training that goes on writes a file of
 * its own, which tells the reader to forget what earlier files have of later steps. Take a folder for each training.
 *
 * @param folder The folder of the training. It is made.
 * @example
 * ```ts
 * const log = logTo([tensorBoard('runs/first')], { histograms: true, config: { learningRate: 1e-3 } });
 * ```
 * Then `tensorboard --logdir runs` shows it.
 */
export function tensorBoard(folder: string): Logger {
  let path = '';
  /** The last step of each tag: a validation at the end of an epoch is in two records. */
  const steps = new Map<string, number>();
  const write = (...events: readonly Uint8Array[]) =>
    onDisk('tensorBoard', path, () => appendFile(path, Buffer.concat(events.map(tfRecord))));
  return {
    async start(config, { step }) {
      steps.clear();
      path = await onDisk('tensorBoard', folder, () => newFile(folder));
      const time = now();
      const restart = step === 0 ? [] : [restartEvent({ time, step: step + 1 })];
      const session = summaryEvent({ time, step }, [sessionStart(config, time)]);
      await write(versionEvent(time), ...restart, session);
    },
    async log({ kind, step, figures, histograms = {} }) {
      const values = Object.entries(figures)
        // An epoch repeats its last validation, which may be of an earlier step.
        .filter(([name]) => kind !== 'epoch' || !name.startsWith('validation.'))
        .map(([name, value]) => [tagOf(name), value] as const)
        .filter(([tag]) => steps.get(tag) !== step);
      for (const [tag] of values) steps.set(tag, step);
      const summaries = [
        ...values.map(([tag, value]) => scalar(tag, value)),
        ...Object.entries(histograms).map(([name, one]) => histogram(`weights/${name}`, one)),
      ];
      if (summaries.length > 0) await write(summaryEvent({ time: now(), step }, summaries));
    },
    async end(ending, { step }) {
      // One that was aborted may go on, and the reader keeps the first end that it finds.
      if (ending === 'aborted') return;
      const time = now();
      await write(summaryEvent({ time, step }, [sessionEnd(time)]));
    },
  };
}

const now = (): number => Date.now() / 1000;

const tagOf = (name: string): string => name.replace('.', '/');

/** Makes an empty file. Its name comes after those of earlier ones, in the order of which they are read. */
async function newFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (let stamp = Date.now(); ; stamp++) {
    const path = join(folder, `events.out.tfevents.${stamp}.${hostname()}`);
    try {
      await writeFile(path, '', { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
