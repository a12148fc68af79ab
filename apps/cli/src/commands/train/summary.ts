import type { RunConfig } from '../../run/config.js';
import { widthsOf } from '../../run/config.js';
import { files } from '../../run/folder.js';
import type { Colors } from '../../shell/io.js';
import { left, printable, right } from '../../terminal/layout.js';
import { formatNumber, formatPercent, formatSeconds } from '../../text/numbers.js';
import type { Scores } from '../../training/metrics.js';
import { formatConfusion } from './confusion.js';
import type { TrainResult } from './result.js';

/** What is going to be trained, in two lines. */
export function formatPlan(config: RunConfig, stepsPerEpoch: number, colors: Colors): string {
  const { problem, examples, features, target, optimizer, schedule, epochs, seed, backend } =
    config;
  const learned =
    'classNames' in target
      ? `${target.classNames.length} classes`
      : `the number ${printable(target.name)}`;
  const penalties = (['l1', 'l2'] as const)
    .filter((name) => config[name] > 0)
    .map((name) => `, ${name} ${config[name]}`);
  const dropout = config.dropout > 0 ? `, dropout ${config.dropout}` : '';
  return [
    `${colors.bold(printable(problem))}: ${examples.train} examples to train on, ` +
      `${examples.test} to test; ${features.names.length} features, ${learned}`,
    colors.dim(
      `layers ${widthsOf(config).join('–')}${dropout}; ${optimizer.name}, learning rate ` +
        `${optimizer.options.learningRate} ${schedule}${penalties.join('')}; ${epochs} epochs of ${stepsPerEpoch} steps; seed ${seed}; on ${backend}`,
    ),
    '',
  ].join('\n');
}

/** The outcome for people: scores, sparsity, confusion matrix, and where the files are. */
export function formatSummary(
  result: TrainResult,
  classNames: readonly string[] | undefined,
  columns: number,
  colors: Colors,
): string {
  const { train, test, steps, seconds, sparsity, weights, confusion, out } = result;
  const rate = `${(steps / Math.max(seconds, 1e-3)).toFixed(0)} steps/s`;
  const lines = [
    '',
    ...formatScores(train, test, colors),
    '',
    `  ${left('zero weights', 14)}${formatPercent(sparsity)} of ${weights}`,
    `  ${left('training', 14)}${steps} steps in ${formatSeconds(seconds)}, ${rate}`,
    '',
  ];
  if (confusion !== undefined && classNames !== undefined) {
    const title = `  ${colors.bold('test part by class')}${colors.dim('  rows: true, columns: predicted')}`;
    lines.push(title, formatConfusion(confusion, classNames, columns, colors));
  }
  const names = Object.values(files).join(', ');
  lines.push(`  ${colors.bold(printable(out))}${colors.dim(`  ${names}`)}`, '');
  return lines.join('\n');
}

function formatScores(train: Scores, test: Scores, colors: Colors): string[] {
  const isRegression = test.r2 !== undefined;
  const score = ({ accuracy, r2 }: Scores) =>
    isRegression ? (r2?.toFixed(4) ?? '–') : formatPercent(accuracy ?? 0);
  const row = (name: string, scores: Scores) =>
    `  ${left(name, 6)}${right(formatNumber(scores.loss), 12)}${right(score(scores), 12)}`;
  const header = `  ${left('', 6)}${right('loss', 12)}${right(isRegression ? 'R²' : 'accuracy', 12)}`;
  return [colors.dim(header), row('train', train), colors.bold(row('test', test))];
}
