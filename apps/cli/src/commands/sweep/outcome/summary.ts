import type { Colors } from '../../../shell/io.js';
import { describeOptions } from '../../../spaces/describe-options.js';
import { left, printable, right, widthOf, wrap, wrapItems } from '../../../terminal/layout.js';
import { formatSeconds } from '../../../text/numbers.js';
import { counted } from '../../../text/words.js';
import { type Metric, metricOf } from '../plan/metric.js';
import type { SweepResult, TrialResult } from './result.js';

/** Longer lines are hard to read. */
const widest = 100;

/** Trials that are listed. */
const mostRows = 20;

/** What is told beside a metric; beside the loss it is the figure of the task. */
const otherFigure: Partial<Record<Metric['name'], Metric['name']>> = {
  accuracy: 'loss',
  f1: 'accuracy',
  auc: 'accuracy',
  rmse: 'r2',
  mae: 'r2',
  r2: 'rmse',
};

/** The outcome for people: trials, best first, what to know of the best, and how to train with it. */
export function formatResult(result: SweepResult, columns: number, colors: Colors): string {
  const { trials, best, notes, planned, failures, out } = result;
  const width = Math.min(widest, columns);
  const { bold, dim, yellow } = colors;
  const indented = (text: string) => wrap(text, width - 2).map((line) => `  ${line}`);
  const shown = trials.slice(0, mostRows);
  const more = trials.length - shown.length;
  return [
    '',
    ...formatTable(result, shown, width, colors),
    ...(more > 0 ? [dim(`  … and ${more} more in ledger.jsonl`)] : []),
    '',
    ...(trials.length < planned
      ? indented(`${trials.length} of ${counted(planned, 'trial')} have come to an end.`)
      : []),
    ...failures
      .slice(0, 3)
      .flatMap(({ trial, reason }) =>
        indented(`Trial ${trial} has failed: ${printable(reason)}`).map(yellow),
      ),
    ...notes.flatMap(indented).map(yellow),
    ...(best === undefined
      ? indented(nothingFound(trials)).map(yellow)
      : [
          ...indented('Train with the best setting, to test it on what no trial was chosen by:'),
          `  ${bold(printable(best.command))}`,
          ...indented(`Its model is in ${printable(best.out)} already.`).map(dim),
        ]),
    `  ${bold(printable(out))}${dim('  config.json, ledger.jsonl, trials')}`,
    '',
  ].join('\n');
}

const nothingFound = (trials: readonly TrialResult[]): string =>
  trials.length === 0
    ? 'No trial has come to its end.'
    : 'No trial has come to a finite figure. Search lower learning rates.';

interface Column {
  readonly heading: string;
  cell(trial: TrialResult): string;
}

function columnsOf({ metric: name, trials }: SweepResult): readonly Column[] {
  const other = otherFigure[name] ?? second(trials);
  const figures = [name, ...(other === undefined ? [] : [other])].map(metricOf);
  return [
    { heading: 'trial', cell: ({ trial }) => String(trial) },
    ...figures.map(({ name: key, title, format }) => ({
      heading: title,
      cell: ({ outcome, validation }: TrialResult) => {
        const value = validation?.[key];
        if (value == null) return outcome === 'diverged' && key === name ? 'diverged' : '–';
        return format(value);
      },
    })),
    {
      heading: 'best epoch',
      cell: ({ bestEpoch, epochs }) => (epochs === undefined ? '–' : `${bestEpoch} of ${epochs}`),
    },
    {
      heading: 'time',
      cell: ({ seconds }) => (seconds === undefined ? '–' : formatSeconds(seconds)),
    },
  ];
}

/** Beside the loss, the figure of the task. */
const second = (trials: readonly TrialResult[]): Metric['name'] | undefined =>
  (['accuracy', 'rmse'] as const).find((name) =>
    trials.some(({ validation }) => validation?.[name] !== undefined),
  );

/** Trials below each other, their settings at the end of the lines and below. */
function formatTable(
  result: SweepResult,
  shown: readonly TrialResult[],
  width: number,
  { bold, dim }: Colors,
): string[] {
  const columns = columnsOf(result).map(({ heading, cell }) => {
    const cells = shown.map(cell);
    return { heading, cells, width: Math.max(...[heading, ...cells].map(widthOf)) };
  });
  const room = () => width - columns.reduce((sum, column) => sum + 2 + column.width, 2);
  // The settings say more than how long it took.
  while (columns.length > 2 && room() < leastRoom) columns.pop();
  const head = columns.map((column) => `  ${right(column.heading, column.width)}`).join('');
  const indent = ' '.repeat(widthOf(head) + 2);
  return [
    dim(`  on the validation part, the best ${metricOf(result.metric).title} first`),
    dim(`${head}  setting`),
    ...shown.flatMap((trial, i) => {
      const cells = columns.map(
        ({ cells: list, width: room }) => `  ${right(list[i] as string, room)}`,
      );
      const [first = '', ...rest] = wrapItems(describeOptions(trial.setting), room());
      const line = `${left(cells.join(''), widthOf(head))}  ${first}`;
      return [i === 0 ? bold(line) : line, ...rest.map((text) => indent + text)];
    }),
  ];
}

/** Columns that settings have at least. */
const leastRoom = 24;
