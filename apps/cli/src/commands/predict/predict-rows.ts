import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OpenTable } from '@nadir/train/tables';
import { useBackend } from '../../backends/load.js';
import { type BackendFlag, backendOf } from '../../backends/names.js';
import { explained, openTableIn } from '../../data/source.js';
import { standardInput } from '../../data/standard-input.js';
import { toCsv } from '../../data/to-csv.js';
import { loadRun, type Run } from '../../run/load.js';
import { failure, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { type RowOutput, toFile, toStdout } from './output.js';
import { type Prediction, predict } from './predict.js';

/** Rows that are read and predicted at once. */
const rowsAtOnce = 4096;

/** The flags of `nadir predict` that were given. */
interface PredictFlags {
  readonly backend?: BackendFlag;
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * Writes the rows of a table with what the model of a run predicts for them.
 *
 * @param words The run folder and the file.
 * @returns The exit status.
 */
export async function predictRows(
  flags: PredictFlags,
  words: readonly string[],
  io: Io,
): Promise<number> {
  const backend = backendOf(flags.backend);
  const [folder, file, ...rest] = words;
  if (folder === undefined || file === undefined || rest.length > 0) {
    throw usageError(
      `nadir predict: got ${words.length} ${words.length === 1 ? 'word' : 'words'}, expected two: ` +
        'a run folder and a file, or - for the standard input. Write nadir predict runs/my-run file.csv.',
    );
  }
  const { out } = flags;
  if (out !== undefined && file !== standardInput && samePath(out, file)) {
    throw usageError(`--out: got the input file ${out}, expected another one.`);
  }
  await useBackend(backend, io);
  const run = await loadRun(folder);
  try {
    const table = await openTableIn(file, { kinds: run.config.encoder.kinds });
    const write = flags.json ? jsonWriter : csvWriter(file, table, run);
    const output = out === undefined ? toStdout(io.stdout) : toFile(out);
    const rows = await explained([file], () => predictAll(run, table, write, output));
    if (out !== undefined) {
      io.stderr.write(`${rows} ${rows === 1 ? 'row' : 'rows'} in ${printable(out)}\n`);
    }
    return 0;
  } finally {
    run.model.dispose();
  }
}

/** How the rows of a part become text. The first call has the header before them. */
type Writer = (cells: readonly (readonly string[])[], predictions: readonly Prediction[]) => string;

async function predictAll(
  run: Run,
  table: OpenTable,
  write: Writer,
  output: RowOutput,
): Promise<number> {
  let rows = 0;
  try {
    const cells = table.cells(rowsAtOnce);
    for await (const part of table.parts(rowsAtOnce)) {
      const { value = [] } = await cells.next();
      output.write(write(value, await predict(run, part)));
      rows += part.length;
    }
  } catch (error) {
    output.discard();
    throw error;
  }
  output.finish();
  return rows;
}

const jsonWriter: Writer = (_, predictions) =>
  predictions.map((prediction) => `${JSON.stringify(prediction)}\n`).join('');

/** The table with the predictions as last columns, cells separated as they are in it. */
function csvWriter(file: string, { columnNames, dialect }: OpenTable, { config }: Run): Writer {
  // Rows that are no text of cells, such as JSON lines, have no dialect.
  const { delimiter = ',', decimal = '.' } = dialect ?? {};
  const { target } = config.encoder;
  const classes = target.task === 'classification' ? target.classes : [];
  const added = [
    'prediction',
    ...(classes.length > 0 ? ['probability'] : []),
    ...classes.map((name) => `P(${name})`),
  ];
  const taken = added.find((name) => columnNames.includes(name));
  if (taken !== undefined) {
    throw failure(
      `${file}: got a column ${JSON.stringify(taken)}, expected that name to be free for what is ` +
        'predicted. Rename the column.',
    );
  }
  let header: string[][] = [[...columnNames, ...added]];
  return (cells, predictions) => {
    const rows = cells.map((row, i) => [...row, ...cellsOf(predictions[i] as Prediction, decimal)]);
    const written = toCsv([...header, ...rows], delimiter);
    header = [];
    return written;
  };
}

/** Cells of a prediction, with the decimal mark that the table has. */
function cellsOf(prediction: Prediction, decimal: string): string[] {
  const write = (value: number, digits?: number) =>
    (digits === undefined ? String(value) : value.toFixed(digits)).replace('.', decimal);
  if ('probabilities' in prediction) {
    const shares = [prediction.probability, ...Object.values(prediction.probabilities)];
    return [prediction.prediction, ...shares.map((share) => write(share, 4))];
  }
  // Seven digits: what float32 holds.
  return [write(Number(prediction.prediction.toPrecision(7)))];
}

function samePath(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    // One of them does not exist yet.
    return resolve(a) === resolve(b);
  }
}
