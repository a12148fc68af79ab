import { realpathSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { useBackend } from '../../backends/load.js';
import { backendFlag, backendOf } from '../../backends/names.js';
import { readCsv, type Table, toCsv } from '../../data/csv.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { text, toggle } from '../../flags/readers.js';
import { loadRun } from '../../run/load.js';
import { failure, reasonOf, usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { type Prediction, predict } from './predict.js';

const predictFlags = {
  backend: backendFlag,
  out: { ...text('file.csv'), help: 'File to write instead of standard output' },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/**
 * `nadir predict RUN FILE`: the rows of a CSV file with what the model of a run predicts for them.
 * @returns The exit status.
 */
export async function predictCommand(args: readonly string[], io: Io): Promise<number> {
  const flags = { ...predictFlags, ...commonFlags };
  const { values, words } = readFlags('nadir predict', args, flags);
  if (values.help) {
    io.stdout.write(predictHelp(io));
    return 0;
  }
  const backend = backendOf(values.backend);
  const [folder, file, ...rest] = words;
  if (folder === undefined || file === undefined || rest.length > 0) {
    throw usageError(
      `nadir predict: got ${words.length} ${words.length === 1 ? 'word' : 'words'}, expected two: ` +
        'a run folder and a CSV file. Write nadir predict runs/my-run file.csv.',
    );
  }
  const { out } = values;
  if (out !== undefined && samePath(out, file)) {
    throw usageError(`--out: got the input file ${out}, expected another one.`);
  }

  await useBackend(backend, io);
  const table = readCsv(file);
  const run = loadRun(folder);
  let predictions: Prediction[];
  try {
    predictions = await predict(run, table);
  } finally {
    run.model.dispose();
  }
  const csv = values.json && out === undefined ? '' : label(table, predictions);
  if (out !== undefined) write(out, csv);
  if (values.json) {
    const rows = predictions.length;
    io.stdout.write(
      `${JSON.stringify({ run: folder, file, rows, predictions, ...(out !== undefined && { out }) })}\n`,
    );
  } else if (out === undefined) {
    io.stdout.write(csv);
  } else {
    io.stderr.write(`${predictions.length} rows in ${printable(out)}\n`);
  }
  return 0;
}

/** The table with the predictions as last columns. */
function label({ file, columns, rows }: Table, predictions: readonly Prediction[]): string {
  const added = Object.keys(predictions[0] ?? {});
  const taken = added.find((name) => columns.includes(name));
  if (taken !== undefined) {
    throw failure(
      `${file}: got a column ${JSON.stringify(taken)}, expected that name to be free for what is ` +
        'predicted. Rename the column.',
    );
  }
  return toCsv([
    [...columns, ...added],
    ...rows.map(({ cells }, i) => [...cells, ...cellsOf(predictions[i] as Prediction)]),
  ]);
}

function cellsOf(prediction: Prediction): string[] {
  if ('probability' in prediction) {
    return [prediction.prediction, prediction.probability.toFixed(4)];
  }
  // Seven digits: what float32 holds.
  return [String(Number(prediction.prediction.toPrecision(7)))];
}

function write(out: string, csv: string): void {
  try {
    writeFileSync(out, csv);
  } catch (error) {
    throw failure(
      `--out: got ${reasonOf(error)} at ${out}, expected a file to write. Choose another one.`,
      error,
    );
  }
}

function samePath(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    // One of them does not exist yet.
    return resolve(a) === resolve(b);
  }
}

function predictHelp(io: Io): string {
  return formatHelp(
    colorsFor(io, io.stdout),
    ['nadir predict <run> <file.csv> [flags]'],
    'Adds to each row of the file what the model of a run predicts: the columns `prediction` and,\n' +
      'for classes, `probability`. The file has a column for every feature, by name.',
    [{ title: 'Flags', flags: { ...predictFlags, ...commonFlags } }],
  );
}
