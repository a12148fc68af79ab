import { OptionError } from '@nadir/core';
import { findLearningRate, type LearningRateCurve } from '@nadir/train';
import { useBackend } from '../../backends/load.js';
import { widthsOf } from '../../run/config.js';
import { modelOf } from '../../run/model.js';
import { usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { right } from '../../terminal/layout.js';
import { sparkline } from '../../terminal/sparkline.js';
import { formatNumber } from '../../text/numbers.js';
import { objectiveFor } from '../../training/objective.js';
import { makeTraining } from '../../training/training.js';
import { optionFlags } from './flags.js';
import { type Resolved, resolve, type TrainFlags } from './resolve.js';

/** What is searched, and how the result is printed. */
interface FindFlags extends TrainFlags {
  readonly from?: number;
  readonly to?: number;
  readonly steps?: number;
}

/**
 * Finds a learning rate for what the flags of `nadir lr-find` ask for.
 *
 * @param optimizer Name of the optimizer.
 * @param words Names of files.
 * @returns The exit status.
 */
export async function findRate(
  flags: FindFlags,
  optimizer: string,
  words: readonly string[],
  io: Io,
): Promise<number> {
  const { from = 1e-6, to = 10, steps = 100, ...trained } = flags;
  const resolved = await resolve(trained, optionFlags(optimizer), optimizer, words);
  await useBackend(resolved.config.backend, io);
  const found = await search(resolved, { from, to, steps }, io.signal);
  io.stdout.write(
    flags.json
      ? `${JSON.stringify({ optimizer: resolved.config.optimizer.name, ...found, suggestion: found.suggestion ?? null })}\n`
      : formatCurve(found, io),
  );
  return 0;
}

async function search(
  { config, data }: Resolved,
  range: { readonly from: number; readonly to: number; readonly steps: number },
  signal: AbortSignal,
): Promise<LearningRateCurve> {
  const { core, loader, model, dispose } = makeTraining(config, {
    widths: widthsOf(config),
    build: await modelOf(config),
    objective: objectiveFor(config.encoder.target),
    train: data.train,
  });
  try {
    return await findLearningRate({ ...core, signal }, loader, range);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    throw usageError(
      `nadir lr-find: ${error.message.replace(/^findLearningRate(\.to)?: /, '')} Write --from, --to, or another --optimizer.`,
    );
  } finally {
    dispose();
    model.dispose();
  }
}

/** Rows of the table, evenly spread over the rates. */
const rows = 12;

function formatCurve({ curve, suggestion }: LearningRateCurve, io: Io): string {
  const { bold, dim, yellow } = colorsFor(io, io.stdout);
  const room = Math.max(8, Math.min(60, (io.stdout.columns ?? 100) - 4));
  const every = Math.max(1, Math.ceil(curve.length / rows));
  const row = (rate: string, loss: string) => `  ${right(rate, 13)}${right(loss, 12)}`;
  const lines = curve
    .filter((_, i) => i % every === 0 || i === curve.length - 1)
    .map(({ learningRate, smoothed }) =>
      row(learningRate.toExponential(1), formatNumber(smoothed)),
    );
  const advice =
    suggestion === undefined
      ? yellow('The loss fell at no rate. Try a wider range, or another optimizer.')
      : `The loss falls fastest at ${bold(suggestion.toExponential(1))}: --learning-rate ${Number(suggestion.toPrecision(2))}`;
  return [
    '',
    dim(row('learning rate', 'loss')),
    ...lines,
    '',
    `  ${sparkline(
      curve.map(({ smoothed }) => smoothed),
      room,
    )}`,
    '',
    `  ${advice}`,
    '',
  ].join('\n');
}
