import { OptionError } from '@nadir/core';
import { findLearningRate, type LearningRateCurve } from '@nadir/train';
import { useBackend } from '../../backends/load.js';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { integer, number, toggle } from '../../flags/readers.js';
import { widthsOf } from '../../run/config.js';
import { modelOf } from '../../run/model.js';
import { usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { right } from '../../terminal/layout.js';
import { sparkline } from '../../terminal/sparkline.js';
import { formatNumber } from '../../text/numbers.js';
import { trainingFlags } from '../../training/flags.js';
import { objectiveFor } from '../../training/objective.js';
import { makeTraining } from '../../training/training.js';
import { dataFlags, optionFlags } from './flags.js';
import { type Resolved, resolve } from './resolve.js';
import { settingsFlags, withSettings } from './settings.js';

const positive = number('a number > 0', (x) => x > 0);

const rangeFlags = {
  from: { ...positive, help: 'Least learning rate; default 1e-6' },
  to: { ...positive, help: 'Greatest learning rate; default 10' },
  steps: { ...integer(2, 100_000), help: 'Number of rates, each for one step; default 100' },
} as const;

const outputFlags = {
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/**
 * `nadir lr-find`: tries learning rates one step each, from small to large, and names the one at which the loss falls fastest.
 * @returns The exit status.
 */
export async function lrFindCommand(args: readonly string[], io: Io): Promise<number> {
  const { optimizer, args: given } = withSettings('nadir lr-find', args, flagsFor);
  const { values, words } = readFlags('nadir lr-find', given, flagsFor(optimizer));
  if (values.help) {
    io.stdout.write(lrFindHelp(io));
    return 0;
  }
  const resolved = await resolve(values, optionFlags(optimizer), optimizer, words);
  await useBackend(resolved.config.backend, io);
  const { from = 1e-6, to = 10, steps = 100 } = values;
  const found = await search(resolved, { from, to, steps }, io.signal);
  io.stdout.write(
    values.json
      ? `${JSON.stringify({ optimizer: resolved.config.optimizer.name, ...found, suggestion: found.suggestion ?? null })}\n`
      : formatCurve(found, io),
  );
  return 0;
}

const flagsFor = (optimizer: string) => ({
  ...{ ...dataFlags, ...trainingFlags, ...optionFlags(optimizer) },
  ...{ ...rangeFlags, ...settingsFlags, ...outputFlags, ...commonFlags },
});

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

function lrFindHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir lr-find [flags]', 'nadir lr-find <file> [file …] --target <column> [flags]'],
    'Tries learning rates from small to large, each for one step, until the loss grows, and names the one at which it falls fastest. ' +
      'It takes the flags of `nadir train` that say what is trained, and writes nothing.',
    [
      { title: 'Range', flags: rangeFlags },
      { title: 'Data', flags: dataFlags },
      { title: 'Training', flags: trainingFlags },
      { title: 'Settings', flags: settingsFlags },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
