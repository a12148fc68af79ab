import { columnOf, isMissingAt } from '@nadir/train/tables';
import { useBackend } from '../../backends/load.js';
import { type BackendFlag, backendOf } from '../../backends/names.js';
import { examplesOf } from '../../data/file.js';
import { explained, tableIn } from '../../data/source.js';
import { loadRun, type Run } from '../../run/load.js';
import { reloadData } from '../../run/reload.js';
import { failure, usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { formatConfusion } from '../../terminal/confusion.js';
import { printable } from '../../terminal/layout.js';
import type { Examples } from '../../training/examples.js';
import { finalScores } from '../../training/final-scores.js';
import { formatScores } from '../../training/format-scores.js';
import { measuringLoader } from '../../training/loaders.js';
import { objectiveFor } from '../../training/objective.js';
import { outputsOf } from '../../training/outputs.js';
import { confusionOf, type FinalScores } from '../../training/scores.js';

/** How good a model is, as `--json` prints it. */
export interface Evaluation {
  readonly run: string;
  /** The file; absent where the test part of the run was measured. */
  readonly file?: string;
  readonly examples: number;
  readonly scores: FinalScores;
  /** Examples by true class (row) and predicted class (column). */
  readonly confusion?: readonly (readonly number[])[];
}

/** The flags of `nadir evaluate` that were given. */
interface EvaluateFlags {
  readonly backend?: BackendFlag;
  readonly json?: boolean;
}

/**
 * Measures the model of a run.
 *
 * @param words The run folder, and a file or none.
 * @returns The exit status.
 */
export async function evaluateRun(
  flags: EvaluateFlags,
  words: readonly string[],
  io: Io,
): Promise<number> {
  const backend = backendOf(flags.backend);
  const [folder, file, ...rest] = words;
  if (folder === undefined || rest.length > 0) {
    throw usageError(
      `nadir evaluate: got ${words.length} words, expected a run folder, and a file or none. ` +
        'Write nadir evaluate runs/my-run file.csv.',
    );
  }
  await useBackend(backend, io);
  const run = await loadRun(folder);
  try {
    const examples =
      file === undefined ? await testPart(run, folder) : await examplesIn(file, run, io);
    const evaluation = {
      ...{ run: folder, ...(file !== undefined && { file }) },
      ...(await evaluate(run, examples)),
    };
    io.stdout.write(
      flags.json ? `${JSON.stringify(evaluation)}\n` : formatEvaluation(evaluation, run, io),
    );
    return 0;
  } finally {
    run.model.dispose();
  }
}

async function testPart({ config }: Run, folder: string): Promise<Examples> {
  const { test } = await reloadData(config, folder);
  if (test.targets.length > 0) return test;
  throw usageError(
    'nadir evaluate: got a run without a test part, expected a file beside it. Write nadir evaluate runs/my-run file.csv.',
  );
}

/** The rows of a file that have a target. */
async function examplesIn(file: string, { config: { encoder } }: Run, io: Io): Promise<Examples> {
  const table = await tableIn([file], { kinds: encoder.kinds });
  const target = columnOf(table, encoder.target.column);
  const all = Uint32Array.from({ length: table.length }, (_, row) => row);
  const rows = target === undefined ? all : all.filter((row) => !isMissingAt(target, row));
  const examples = await explained([file], async () => examplesOf(encoder, table, rows));
  if (examples.targets.length === 0) {
    throw failure(
      `${file}: got no column ${JSON.stringify(encoder.target.column)} with values, expected the target to measure by. ` +
        'Write nadir predict for rows without it.',
    );
  }
  if (rows.length < all.length) {
    const { yellow } = colorsFor(io, io.stderr);
    io.stderr.write(
      yellow(`${all.length - rows.length} of ${all.length} rows without the target are left out\n`),
    );
  }
  return examples;
}

/** Measures a model on examples. */
async function evaluate({ model, config }: Run, examples: Examples) {
  const objective = objectiveFor(config.encoder.target);
  return {
    examples: examples.targets.length,
    scores: await finalScores(model, objective, examples),
    ...(config.encoder.target.task === 'classification' && {
      confusion: confusionOf(
        objective.decode(await outputsOf(model, measuringLoader(examples, objective))),
        examples.targets,
        objective.outputs,
      ),
    }),
  };
}

function formatEvaluation(
  { file, examples, scores, confusion }: Evaluation,
  { config }: Run,
  io: Io,
): string {
  const colors = colorsFor(io, io.stdout);
  const columns = io.stdout.columns ?? 100;
  const { target } = config.encoder;
  const where = file === undefined ? 'the test part of the run' : printable(file);
  const lines = [
    '',
    `  ${examples} ${file === undefined ? 'examples' : examples === 1 ? 'row' : 'rows'} of ${where}`,
    '',
    ...formatScores({ model: scores }, columns, colors),
    '',
  ];
  if (confusion !== undefined && target.task === 'classification') {
    const title = `  ${colors.bold('by class')}${colors.dim('  rows: true, columns: predicted')}`;
    lines.push(title, formatConfusion(confusion, target.classes, columns, colors));
  }
  return lines.join('\n');
}
