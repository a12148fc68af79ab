import { setImmediate } from 'node:timers/promises';
import { encodeSafetensors } from '@nadir/core';
import { optimizers } from '@nadir/optim';
import { dispose } from '@tensorflow/tfjs';
import { backendOf } from '../backends/names.js';
import { useBackend } from '../backends/use.js';
import type { Dataset, Part } from '../data/dataset.js';
import { standardise } from '../data/scaler.js';
import { interruptedStatus, usageError } from '../errors.js';
import { peekFlag, readFlags } from '../flags.js';
import { colorsFor, type Io } from '../io.js';
import { type RunConfig, widthsOf } from '../run/config.js';
import { openRunFolder } from '../run/folder.js';
import { renderReport } from '../run/report.js';
import { formatHelp } from '../terminal/help.js';
import { formatPlan, formatSummary } from '../terminal/summary.js';
import { type Examples, evaluate } from './evaluate.js';
import { commonFlags, dataFlags, optimizerFlags, outputFlags, trainingFlags } from './flags.js';
import { type Trained, train } from './loop.js';
import { confusionOf } from './metrics.js';
import { sparsityOf } from './model.js';
import { type Objective, objectiveFor } from './objective.js';
import { trainingProgress } from './progress.js';
import { loadData, resolveConfig, resolveOptimizer, withOptimizer } from './resolve.js';
import type { TrainResult } from './result.js';
import { stepsOf } from './training.js';

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
  const { result, classNames } = await run(config, dataset, out, io);
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

async function run(config: RunConfig, dataset: Dataset, out: string, io: Io) {
  const objective = objectiveFor(config.target);
  const parts = {
    train: examplesOf(dataset.train, config),
    test: examplesOf(dataset.test, config),
  };
  const steps = stepsOf(config, config.examples.train);
  const colors = colorsFor(io, io.stderr);
  const folder = openRunFolder(out, config);
  io.stderr.write(formatPlan(config, steps / config.epochs, colors));
  if (folder.replaces) io.stderr.write(colors.dim(`replaces the run that was in ${out}\n`));

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
        folder.appendMetrics(metrics);
        progress.piece(metrics);
      },
    });
  } finally {
    progress.done();
  }
  try {
    const result = await resultOf(config, objective, parts, trained, out);
    const state = trained.model.stateDict();
    const bytes = await encodeSafetensors(state, { format: config.format });
    dispose(state);
    folder.finish(bytes, report(config, trained));
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

async function resultOf(
  config: RunConfig,
  objective: Objective,
  parts: { readonly train: Examples; readonly test: Examples },
  { model, metrics, steps, seconds, interrupted }: Trained,
  out: string,
): Promise<TrainResult> {
  const test = await evaluate(model, objective, parts.test);
  const { zeros, weights } = await sparsityOf(model);
  return {
    problem: config.problem,
    task: config.task,
    optimizer: config.optimizer.name,
    options: config.optimizer.options,
    backend: config.backend,
    seed: config.seed,
    epochs: metrics.length,
    steps,
    seconds: Math.round(seconds * 1000) / 1000,
    train: (await evaluate(model, objective, parts.train)).scores,
    test: test.scores,
    sparsity: zeros / weights,
    weights,
    ...(config.task === 'classification' && {
      confusion: confusionOf(test.predicted, parts.test.targets, objective.outputs),
    }),
    interrupted,
    out,
  };
}

function report(config: RunConfig, { metrics, steps }: Trained): string {
  const { problem, optimizer, seed, dropout, schedule, epochs } = config;
  const rule = optimizers[optimizer.name]?.rule.name ?? optimizer.name;
  const facts = [
    `layers ${widthsOf(config).join('–')}`,
    ...(dropout > 0 ? [`dropout ${dropout}`] : []),
    `learning rate ${optimizer.options.learningRate}, ${schedule}`,
    ...(config.l1 > 0 ? [`L1 ${config.l1}`] : []),
    ...(config.l2 > 0 ? [`L2 ${config.l2}`] : []),
    `${metrics.length === epochs ? '' : `${metrics.length} of `}${epochs} epochs, ${steps} steps`,
  ];
  return renderReport(`${problem} · ${rule} · seed ${seed}`, facts.join(' · '), metrics);
}

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
