import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { programs, type RunProgram } from '../../machine/programs.js';
import { interruptedStatus, usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import type { Diagnosis } from './examine.js';

const flags = {
  json: { ...toggle, help: 'Print all of it as one line of JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir doctor`: tries what this machine can do, and says what to do about what is missing.
 * @returns The exit status: 0 when the backend `cpu` works.
 */
export async function doctorCommand(
  args: readonly string[],
  io: Io,
  run = programs(io.signal),
): Promise<number> {
  const { values, words } = readFlags('nadir doctor', args, flags);
  const colors = colorsFor(io, io.stdout);
  if (values.help) {
    io.stdout.write(
      formatHelp(
        io,
        ['nadir doctor [flags]'],
        'Tries every backend of TensorFlow.js that runs here, and says what is missing and what to do.',
        [{ title: 'Flags', flags }],
      ),
    );
    return 0;
  }
  if (words.length > 0) {
    throw usageError(
      `nadir doctor: got the word ${JSON.stringify(words[0])}, expected flags only. Write nadir doctor.`,
    );
  }
  const diagnosis = await examineWatched(io, run);
  if (diagnosis === undefined) return interruptedStatus;
  const { formatDiagnosis } = await import('./report.js');
  io.stdout.write(
    values.json
      ? `${JSON.stringify(diagnosis)}\n`
      : formatDiagnosis(diagnosis, io.stdout.columns ?? 100, colors),
  );
  return diagnosis.ok ? 0 : 1;
}

/** Shows in a terminal what is being tried; nothing comes of it when the user stops it. */
async function examineWatched(io: Io, run: RunProgram): Promise<Diagnosis | undefined> {
  const { examine } = await import('./examine.js');
  const watched = io.stderr.isTTY === true && io.env.TERM !== 'dumb';
  const show = (text: string) => {
    if (watched) io.stderr.write(`\r${text}\x1b[K`);
  };
  try {
    return await examine(io.env, run, (name) => show(`trying ${name} …`));
  } catch (error) {
    if (!io.signal.aborted) throw error;
    return undefined;
  } finally {
    show('');
  }
}
