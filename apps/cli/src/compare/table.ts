import { type Colors, left, printable, right, widthOf } from '../io.js';
import { wrap } from '../terminal/sections.js';
import {
  describeLayers,
  describeOptions,
  describeTarget,
  finalName,
  formatMs,
} from './describe.js';
import { searchedOf } from './entrants.js';
import { files } from './folder.js';
import { type Measure, measures } from './measure.js';
import type { Outcome } from './outcome.js';
import type { Plan } from './plan.js';
import type { Estimate } from './statistics.js';

/** Longer lines are hard to read. */
const widest = 100;

/** What is going to be compared, in a few lines. */
export function formatPlan(plan: Plan, columns: number, colors: Colors): string {
  const { problem, network, entrants, seeds, steps, schedule, backend } = plan;
  const trials = Math.max(...entrants.map((entrant) => entrant.trials.length));
  const runs = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const facts = [
    `${entrants.map(({ name }) => name).join(', ')}: ${runs(trials, 'trial')} of each, then ` +
      `${runs(seeds.length, 'seed')} of its best`,
    `${steps} steps a run`,
    ...(network === undefined ? [] : [`batches of ${network.batch}`]),
    `learning rate ${schedule}`,
    ...(network === undefined
      ? []
      : [
          `layers ${describeLayers(plan)}${network.dropout > 0 ? `, dropout ${network.dropout}` : ''}`,
        ]),
    `on ${backend}`,
  ];
  const about =
    network === undefined
      ? 'a surface of two coordinates'
      : `${network.examples.train} examples to train on, ${network.examples.validation} to tune ` +
        `on, ${network.examples.test} to test`;
  const width = Math.min(widest, columns);
  return [
    `${colors.bold(printable(problem))}: ${about}`,
    ...wrap(facts.join('; '), width).map((line) => colors.dim(line)),
    '',
  ].join('\n');
}

/** The outcome for people: a table, the options that were found, and where the report is. */
export function formatOutcomes(
  plan: Plan,
  outcomes: readonly Outcome[],
  out: string,
  columns: number,
  colors: Colors,
): string {
  const measure = measures[plan.measure];
  const width = Math.min(widest, columns);
  const nameWidth = Math.max(...outcomes.map(({ entrant }) => widthOf(entrant.name)));
  const part = plan.network === undefined ? '' : ' on the validation part';
  const note =
    `arrived: runs that come to ${describeTarget(plan)}${part}. steps, seconds: to there; mean ± 95 % ` +
    'interval, as everywhere. near best: trials within 5 % of the best one.';
  const names = Object.values(files).join(', ');
  return [
    '',
    ...formatTable(measure, outcomes, nameWidth, width, colors),
    '',
    ...wrap(note, width - 2).map((line) => `  ${colors.dim(line)}`),
    '',
    ...formatTuned(plan, outcomes, nameWidth, width, colors),
    '',
    `  ${colors.bold(printable(out))}${colors.dim(`  ${names}`)}`,
    '',
  ].join('\n');
}

interface Column {
  readonly heading: string;
  cell(outcome: Outcome): string;
}

/** The columns, from the one that matters most. */
const columnsOf = (measure: Measure): readonly Column[] => [
  {
    heading: finalName(measure),
    cell: ({ final }) => (final === undefined ? '–' : measure.formatEstimate(final)),
  },
  { heading: 'arrived', cell: ({ arrived: [some, all] }) => (all === 0 ? '–' : `${some}/${all}`) },
  { heading: 'steps', cell: ({ stepsToTarget }) => formatMean(stepsToTarget, 0) },
  { heading: 'seconds', cell: ({ secondsToTarget }) => formatSecondsMean(secondsToTarget) },
  {
    heading: 'ms/step',
    cell: ({ msPerStep }) => (msPerStep === undefined ? '–' : formatMs(msPerStep)),
  },
  { heading: 'near best', cell: ({ near: [some, all] }) => `${some}/${all}` },
];

function formatTable(
  measure: Measure,
  outcomes: readonly Outcome[],
  nameWidth: number,
  width: number,
  { bold, dim }: Colors,
): string[] {
  const columns = columnsOf(measure).map((column) => {
    const cells = outcomes.map((outcome) => column.cell(outcome));
    return {
      heading: column.heading,
      cells,
      width: Math.max(...[column.heading, ...cells].map(widthOf)),
    };
  });
  // A terminal that is too narrow gets the columns that matter most; the report has all.
  const fits = () =>
    columns.reduce((sum, column) => sum + 2 + column.width, 2 + nameWidth) <= width;
  while (columns.length > 1 && !fits()) columns.pop();
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => `  ${right(cell, columns[i]?.width ?? 0)}`).join('');
  return [
    `  ${left('', nameWidth)}${dim(line(columns.map(({ heading }) => heading)))}`,
    ...outcomes.map(
      ({ entrant }, i) =>
        `  ${bold(left(entrant.name, nameWidth))}${line(columns.map(({ cells }) => cells[i] as string))}`,
    ),
  ];
}

/** What tuning has brought, and the options that it has found. */
function formatTuned(
  plan: Plan,
  outcomes: readonly Outcome[],
  nameWidth: number,
  width: number,
  { bold, dim }: Colors,
): string[] {
  const measure = measures[plan.measure];
  const values = outcomes.map(({ defaults, best }) => [
    defaults?.end === undefined ? 'diverged' : measure.format(defaults.end.value),
    best?.end === undefined ? 'diverged' : measure.format(best.end.value),
  ]);
  const [before, after] = [0, 1].map((i) =>
    Math.max(...values.map((pair) => widthOf(pair[i] as string))),
  ) as [number, number];
  const indent = 2 + nameWidth + 2 + before + 3 + after + 2;
  const heading = `default → best${plan.network === undefined ? '' : ', on the validation part'}`;
  return [
    `  ${left('', nameWidth)}  ${dim(heading)}`,
    ...outcomes.flatMap(({ entrant, best }, i) => {
      const [from, to] = values[i] as [string, string];
      const options = best ? describeOptions(searchedOf(entrant, best.setting.options)) : [];
      const source =
        options.length > 0 ? options : [best ? 'nothing to tune' : 'every trial has diverged'];
      const [first = '', ...more] = wrapItems(source, width - indent);
      const head = `  ${bold(left(entrant.name, nameWidth))}  ${right(from, before)} → ${right(to, after)}  `;
      return [head + first, ...more.map((text) => ' '.repeat(indent) + text)];
    }),
  ];
}

/** Items with commas between them, in lines that break between items only. */
const wrapItems = (items: readonly string[], width: number): string[] =>
  wrap(items.map((item) => item.replaceAll(' ', '\u00a0')).join(', '), width).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

/** A mean ± half of its interval. */
function formatMean(estimate: Estimate | undefined, digits: number): string {
  if (estimate === undefined) return '–';
  const { mean, interval } = estimate;
  const half = interval === undefined ? '' : ` ± ${(interval[1] - mean).toFixed(digits)}`;
  return `${mean.toFixed(digits)}${half}`;
}

/** Seconds with as many digits as two of the mean need. */
const formatSecondsMean = (estimate: Estimate | undefined): string =>
  formatMean(
    estimate,
    estimate === undefined || estimate.mean === 0
      ? 0
      : Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(estimate.mean)))),
  );
