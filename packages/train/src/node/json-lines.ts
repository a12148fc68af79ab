import type { Logger } from '../loggers/logger.js';
import { LogFile } from './log-file.js';

/**
 * Writes a file of JSON lines: what the training was set up with, each record, and how it ended. Numbers that JSON has no form for
 * are the words `"NaN"`, `"Infinity"` and `"-Infinity"`.
 *
 * A training that goes on cuts off what was written after its step, so that no step is there twice. One that begins gives a file
 * that is there another name, `log.1.jsonl` for `log.jsonl`.
 *
 * @param path The file. Its folder is made.
 */
export function jsonLines(path: string): Logger {
  const file = new LogFile(path);
  const write = (line: object) => file.append(`${JSON.stringify(line, written)}\n`);
  return {
    async start(config, { step }) {
      if (step === 0) await file.moveAside();
      const first = await file.cut((line) => isUpTo(line, step));
      if (first === undefined) await write({ kind: 'start', step, config });
    },
    log: ({ kind, step, epoch, batch, seconds, figures }) =>
      write({ kind, step, epoch, batch, seconds, ...figures }),
    end: (ending, { step, seconds }) => write({ kind: 'end', step, seconds, ending }),
  };
}

/** Whether a line was written up to a step, and is not of an end that was none. */
function isUpTo(line: string, step: number): boolean {
  try {
    const record = JSON.parse(line) as { readonly kind?: unknown; readonly step?: unknown };
    return record.kind !== 'end' && typeof record.step === 'number' && record.step <= step;
  } catch {
    return false;
  }
}

const written = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
