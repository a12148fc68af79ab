import type { RunConfig } from '../../run/config.js';

import { files } from '../../run/folder.js';
import type { EpochMetrics } from '../../run/metrics.js';
import { describeModel } from '../../run/model.js';
import type { Colors } from '../../shell/io.js';
import { formatConfusion } from '../../terminal/confusion.js';
import { left, printable, wrap } from '../../terminal/layout.js';
import { sparkline } from '../../terminal/sparkline.js';
import { formatNumber, formatPercent, formatSeconds } from '../../text/numbers.js';
import { formatScores } from '../../training/format-scores.js';
import type { Scores } from '../../training/scores.js';
import type { TrainResult } from './result.js';

/** Most columns whose sentences are printed. */
const mostSentences = 40;

/** What is done with each column, and what is going to be trained. */
export function formatPlan(
  config: RunConfig,
  sentences: readonly string[],
  columns: number,
  colors: Colors,
): string {
  const { problem, examples, encoder, optimizer, schedule, epochs, seed, backend, batch } = config;
  const { target, width } = encoder;
  const learned =
    target.task === 'classification'
      ? `${target.classes.length} classes`
      : `the number ${printable(target.column)}`;
  const penalties = (['l1', 'l2'] as const)
    .filter((name) => config[name] > 0)
    .map((name) => `, ${name} ${config[name]}`);
  const dropout = config.dropout > 0 ? `, dropout ${config.dropout}` : '';
  const steps = Math.ceil(examples.train / batch);
  const wrapped = (text: string, indent = '') =>
    wrap(printable(text), columns - indent.length).map((line, i) => (i === 0 ? '' : indent) + line);
  const shown = sentences.slice(0, mostSentences).flatMap((one) => wrapped(one, '  '));
  const more = sentences.length - mostSentences;
  return [
    ...shown.map(colors.dim),
    ...(more > 0 ? [colors.dim(`… and ${more} more columns`)] : []),
    ...wrapped(
      `${problem}: ${examples.train} examples to train on, ${examples.validation} to choose by, ` +
        `${examples.test} to test; ${width} ${width === 1 ? 'feature' : 'features'}, ${learned}`,
    ).map((line, i) =>
      i === 0 ? line.replace(printable(problem), colors.bold(printable(problem))) : line,
    ),
    ...wrapped(
      `${printable(describeModel(config))}${dropout}; ${optimizer.name}, learning rate ` +
        `${optimizer.options.learningRate} ${schedule}${penalties.join('')}; up to ${epochs} epochs of ${steps} steps; ` +
        `seed ${seed}; on ${backend}`,
    ).map(colors.dim),
    '',
  ].join('\n');
}

/** The outcome for people: the course of the loss, scores, sparsity, confusion matrix, and where the files are. */
export function formatSummary(
  result: TrainResult,
  metrics: readonly EpochMetrics[],
  classNames: readonly string[] | undefined,
  { columns, colors }: { readonly columns: number; readonly colors: Colors },
): string {
  const { train, validation, test, steps, seconds, sparsity, weights, confusion, out } = result;
  const rate = `${(steps / Math.max(seconds, 1e-3)).toFixed(0)} steps/s`;
  const fact = (name: string, text: string) => `  ${left(name, 14)}${text}`;
  const why = result.stoppedEarly ? ', stopped since the validation loss no longer fell' : '';
  const lines = [
    '',
    ...formatScores(
      { train, ...(validation && { validation }), ...(test && { test }) },
      columns,
      colors,
    ),
    '',
    fact('best epoch', `${result.bestEpoch} of ${result.epochs}${why}`),
    ...courses(metrics, columns).map(([name, text]) => fact(name, text)),
    fact('zero weights', `${formatPercent(sparsity)} of ${weights}`),
    fact('training', `${steps} steps in ${formatSeconds(seconds)}, ${rate}`),
    '',
  ].flatMap((line) => wrap(line, columns));
  if (confusion !== undefined && classNames !== undefined) {
    const title = `  ${colors.bold('test part by class')}${colors.dim('  rows: true, columns: predicted')}`;
    lines.push(title, formatConfusion(confusion, classNames, columns, colors));
  }
  const names = Object.values(files).join(', ');
  lines.push(`  ${colors.bold(printable(out))}`, colors.dim(`  ${names}`), '');
  return lines.join('\n');
}

/** The losses of the epochs as small pictures; of a regression their roots. */
function courses(metrics: readonly EpochMetrics[], columns: number): [string, string][] {
  const errorOf = ({ loss, rmse }: Scores) => rmse ?? loss;
  const word = metrics[0]?.train.rmse === undefined ? 'loss' : 'RMSE';
  const series: [string, (number | undefined)[]][] = [
    [`training ${word}`, metrics.map(({ train }) => errorOf(train))],
    ['validation', metrics.map(({ validation }) => validation && errorOf(validation))],
  ];
  return series.flatMap(([name, values]): [string, string][] => {
    const known = values.filter((value) => value !== undefined);
    if (known.length < 2) return [];
    const room = Math.max(8, Math.min(60, columns - 40));
    const [first, last] = [known[0] as number, known.at(-1) as number];
    return [[name, `${sparkline(known, room)} ${formatNumber(first)} → ${formatNumber(last)}`]];
  });
}
