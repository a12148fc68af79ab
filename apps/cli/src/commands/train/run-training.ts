import { TensorError } from '@nadir/core';
import { encodeSafetensors } from '@nadir/core/safetensors';
import { Checkpoint, resume } from '@nadir/train';
import { dispose } from '@tensorflow/tfjs-core';
import type { LearningData } from '../../data/learning-data.js';
import { type RunConfig, widthsOf } from '../../run/config.js';
import type { RunFolder } from '../../run/folder.js';
import { modelOf } from '../../run/model.js';
import { failure, interruptedStatus, reasonOf } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { objectiveFor } from '../../training/objective.js';
import { stepsOf } from '../../training/training.js';
import { type Trained, train } from './loop.js';
import { trainingProgress } from './progress.js';
import { reportOf } from './report.js';
import { pausedResult, resultOf } from './result.js';
import { formatPlan, formatSummary } from './summary.js';

/** A training that is to be brought to its end. */
export interface TrainingJob {
  readonly config: RunConfig;
  readonly data: LearningData;
  readonly folder: RunFolder;
  /** Whether it goes on from the checkpoints in the folder. */
  readonly goesOn: boolean;
  /** Whether the result is printed as JSON. */
  readonly json: boolean;
  /** Epoch after which it is left to be gone on with, if it has more. */
  readonly pauseAfter?: number;
}

/**
 * Trains to the end, and leaves the run in the folder; or leaves checkpoints to go on from, where it is interrupted or something
 * fails.
 *
 * @returns The exit status.
 */
export async function runTraining(job: TrainingJob, io: Io): Promise<number> {
  const { folder } = job;
  try {
    return await trained(job, io);
  } catch (error) {
    // From weights that are no longer finite nobody goes on.
    if (error instanceof Error && error.cause instanceof TensorError) {
      folder.discard();
      if (job.json) printDivergence(error, folder, io);
    } else folder.abandon();
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw failure(
      `--out: got ${reasonOf(error)} at ${printable(folder.path)}, expected a folder to write to. ` +
        'Go on by nadir resume when it can be written again.',
      error,
    );
  }
}

async function trained(job: TrainingJob, io: Io): Promise<number> {
  const { config, data, folder, goesOn } = job;
  const objective = objectiveFor(config.encoder.target);
  const steps = stepsOf(config, config.examples.train);
  const colors = colorsFor(io, io.stderr);
  io.stderr.write(formatPlan(config, data.sentences, io.stderr.columns ?? 100, colors));
  if (folder.replaces) {
    const place = printable(folder.path);
    io.stderr.write(colors.dim(`replaces the run in ${place} when it is whole\n`));
  }
  const pause = new AbortController();
  const { pauseAfter = config.epochs } = job;
  const pauseAt = (epoch: number) => {
    if (pauseAfter < config.epochs && epoch >= pauseAfter) pause.abort();
  };
  let progress: ReturnType<typeof trainingProgress> | undefined;
  let training: Trained;
  try {
    training = await train(config, {
      widths: widthsOf(config),
      build: await modelOf(config),
      objective,
      train: data.train,
      validation: data.validation,
      signal: AbortSignal.any([io.signal, pause.signal]),
      checkpoint: new Checkpoint(folder.checkpoints),
      async prepare(trainer) {
        if (!goesOn) return;
        const { name, rejected } = await resume(trainer, folder.checkpoints);
        for (const one of rejected) {
          io.stderr.write(colors.yellow(`${one.name} is left out: ${printable(one.reason)}\n`));
        }
        const from = name === undefined ? 'the beginning' : `step ${trainer.progress.step}`;
        io.stderr.write(colors.dim(`goes on from ${from} of ${steps}\n`));
      },
      onStart(metrics) {
        folder.startMetrics(metrics);
        pauseAt(metrics.length);
        const done = { from: metrics.at(-1)?.step ?? 0, pieces: config.epochs };
        progress = trainingProgress(io, { steps, ...done });
      },
      onStep: (moment) => progress?.step(moment),
      onEpoch(metrics) {
        folder.addMetrics(metrics);
        progress?.piece(metrics);
        pauseAt(metrics.epoch);
      },
    });
  } finally {
    progress?.done();
  }
  try {
    if (training.interrupted) {
      const isPaused = pause.signal.aborted && !io.signal.aborted;
      return isPaused ? paused(job, training, io) : interrupted(job, training, steps, io);
    }
    const result = await resultOf(config, objective, data, training, folder.path);
    const state = training.model.stateDict();
    const model = await encodeSafetensors(state, { format: config.format });
    dispose(state);
    const metrics = training.metrics.map((line) => `${JSON.stringify(line)}\n`).join('');
    folder.put({ metrics, model, report: reportOf(config, training) });
    folder.remove();
    const { target } = config.encoder;
    const classNames = target.task === 'classification' ? target.classes : undefined;
    io.stdout.write(
      job.json
        ? `${JSON.stringify(result)}\n`
        : formatSummary(result, training.metrics, classNames, {
            columns: io.stdout.columns ?? 100,
            colors: colorsFor(io, io.stdout),
          }),
    );
    return 0;
  } finally {
    training.model.dispose();
  }
}

/** Says how to go on. */
function interrupted({ folder, json }: TrainingJob, trained: Trained, steps: number, io: Io) {
  const colors = colorsFor(io, io.stderr);
  if (trained.steps === 0) {
    folder.discard();
    io.stderr.write(colors.yellow('stopped before the first step; nothing is saved\n'));
    return interruptedStatus;
  }
  folder.leave();
  const place = printable(folder.path);
  io.stderr.write(
    `${colors.yellow(`stopped after ${trained.steps} of ${steps} steps`)}; go on by nadir resume ${place}\n`,
  );
  if (json) {
    const line = { interrupted: true, steps: trained.steps, of: steps, out: folder.path };
    io.stdout.write(`${JSON.stringify(line)}\n`);
  }
  return interruptedStatus;
}

/** Says what has come of it so far, and how to go on. */
function paused({ config, folder, json, pauseAfter }: TrainingJob, trained: Trained, io: Io) {
  folder.leave();
  const colors = colorsFor(io, io.stderr);
  const place = printable(folder.path);
  io.stderr.write(
    `${colors.yellow(`paused after ${pauseAfter} of ${config.epochs} epochs`)}; go on by nadir resume ${place}\n`,
  );
  if (json) {
    const metrics = trained.metrics.filter(({ epoch }) => epoch <= (pauseAfter ?? config.epochs));
    io.stdout.write(`${JSON.stringify(pausedResult({ ...trained, metrics }, folder.path))}\n`);
  }
  return 0;
}

function printDivergence({ message }: Error, folder: RunFolder, io: Io): void {
  io.stdout.write(`${JSON.stringify({ diverged: true, reason: message, out: folder.path })}\n`);
}
