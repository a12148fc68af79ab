import { setImmediate } from 'node:timers/promises';
import { encodeSafetensors } from '@nadir/core/safetensors';
import { optimizers } from '@nadir/optim';
import { dispose } from '@tensorflow/tfjs';
import { useBackend } from '../../backends/load.js';
import { backendOf } from '../../backends/names.js';
import type { Dataset, Part } from '../../data/dataset.js';
import { standardise } from '../../data/scaler.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { peekFlag, readFlags } from '../../flags/read.js';
import { type RunConfig, resolveConfig, widthsOf } from '../../run/config.js';
import { files, openRunFolder } from '../../run/folder.js';
import { interruptedStatus, usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import type { OutputFolder } from '../../shell/output-folder/output-folder.js';
import { printable } from '../../terminal/layout.js';
import type { Examples } from '../../training/batches.js';
import { trainingFlags } from '../../training/flags.js';
import { objectiveFor } from '../../training/objective.js';
import { stepsOf } from '../../training/training.js';
import { dataFlags, optimizerFlags, outputFlags } from './flags.js';
import { type Trained, train } from './loop.js';
import { trainingProgress } from './progress.js';
import { reportOf } from './report.js';
import { loadData, resolveOptimizer, withOptimizer } from './resolve.js';
import { resultOf } from './result.js';
import { formatPlan, formatSummary } from './summary.js';

/**
 * `nadir train`: trains a model and leaves a run folder.
 *
 * Input is checked first; nothing is written before it has passed.
 * @returns The exit status.
 */
export async function trainCommand(args: readonly string[], io: Io): Promise<number> {
  const asked = peekFlag(args, 'optimizer') ?? 'adamw';
  // An unknown name is refused where the flags are read.
  const ruleFlags = Object.hasOwn(optimizers, asked) ? optimizerFlags(asked) : {};
  const flags = { ...dataFlags, ...trainingFlags, ...ruleFlags, ...outputFlags, ...commonFlags };
  const { values, words } = readFlags('nadir train', args, flags);
  if (values.help) {
    io.stdout.write(trainHelp(io, asked));
    return 0;
  }
  if (words.length > 0) {
    throw usageError(
      `nadir train: got the word ${JSON.stringify(words[0])}, expected flags only. ` +
        'Write --problem before a problem, --data before a file.',
    );
  }

  const backend = backendOf(values.backend);
  const given = Object.fromEntries(
    Object.entries(values).filter(([name]) => Object.hasOwn(ruleFlags, name)),
  );
  const optimizer = resolveOptimizer(values.optimizer ?? asked, given);
  const dataset = loadData(values);
  const config = withOptimizer(resolveConfig(values, backend, dataset), optimizer);
  await useBackend(backend, io);
  if (io.signal.aborted) return interruptedStatus;

  const out = values.out ?? defaultOut(config);
  const outcome = await run(config, dataset, out, io);
  if (outcome === undefined) return interruptedStatus;
  const { result, classNames } = outcome;
  const colors = colorsFor(io, io.stdout);
  io.stdout.write(
    values.json
      ? `${JSON.stringify(result)}\n`
      : formatSummary(result, classNames, io.stdout.columns ?? 100, colors),
  );
  return result.interrupted ? interruptedStatus : 0;
}

/** `runs/<problem>-<optimizer>-seed<n>`, of characters that every file system takes. */
function defaultOut({ problem, optimizer, seed }: RunConfig): string {
  const name = problem.replace(/[^\p{L}\p{N}._-]+/gu, '_');
  return `runs/${name}-${optimizer.name}-seed${seed}`;
}

/** Trains and leaves the run, unless it was stopped before the first step. */
async function run(config: RunConfig, dataset: Dataset, out: string, io: Io) {
  const folder = openRunFolder(out, config);
  try {
    return await runInto(folder, config, dataset, io);
  } catch (error) {
    folder.discard();
    throw error;
  }
}

async function runInto(folder: OutputFolder, config: RunConfig, dataset: Dataset, io: Io) {
  const objective = objectiveFor(config.target);
  const parts = {
    train: examplesOf(dataset.train, config),
    test: examplesOf(dataset.test, config),
  };
  const steps = stepsOf(config, config.examples.train);
  const colors = colorsFor(io, io.stderr);
  io.stderr.write(formatPlan(config, steps / config.epochs, colors));
  if (folder.replaces) {
    const place = printable(folder.path);
    io.stderr.write(colors.dim(`replaces the run in ${place} when it is whole\n`));
  }

  const progress = trainingProgress(io, { epochs: config.epochs, steps });
  let trained: Trained;
  try {
    trained = await train(config, {
      widths: widthsOf(config),
      objective,
      ...parts,
      signal: io.signal,
      now: io.now,
      turn: () => setImmediate(),
      onStep: (moment) => progress.step(moment),
      onEpoch(metrics) {
        folder.append(files.metrics, metrics);
        progress.piece(metrics);
      },
    });
  } finally {
    progress.done();
  }
  try {
    if (trained.steps === 0) {
      folder.discard();
      io.stderr.write(colors.yellow('stopped before the first step; nothing is saved\n'));
      return undefined;
    }
    const result = await resultOf(config, objective, parts, trained, folder.path);
    const state = trained.model.stateDict();
    const bytes = await encodeSafetensors(state, { format: config.format });
    dispose(state);
    folder.write(files.model, bytes);
    folder.write(files.report, reportOf(config, trained));
    folder.finish();
    if (result.interrupted) {
      const done = `stopped after ${trained.steps} of ${steps} steps; the run is saved\n`;
      io.stderr.write(colors.yellow(done));
    }
    return { result, classNames: dataset.classNames };
  } finally {
    trained.model.dispose();
  }
}

const examplesOf = ({ features, targets }: Part, config: RunConfig): Examples => ({
  features: standardise(features, config.features),
  targets,
});

function trainHelp(io: Io, optimizer: string): string {
  const colors = colorsFor(io, io.stdout);
  const known = Object.hasOwn(optimizers, optimizer) ? optimizer : 'adamw';
  return formatHelp(
    colors,
    ['nadir train [flags]', 'nadir train --data file.csv --target column [flags]'],
    'Trains a multilayer perceptron and leaves a run folder. Without flags: digits, AdamW, seed 0.',
    [
      { title: 'Data', flags: dataFlags },
      { title: 'Training', flags: trainingFlags },
      {
        title: `Options of --optimizer ${known} (others: nadir train --optimizer <name> --help)`,
        flags: optimizerFlags(known),
      },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
