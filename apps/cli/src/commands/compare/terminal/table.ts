import type { Colors } from '../../../shell/io.js';
import { left, right, widthOf } from '../../../terminal/layout.js';
import { formatMs } from '../../../text/numbers.js';
import { type Measure, measures } from '../measure/measure.js';
import type { Estimate } from '../measure/statistics.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';

interface Column {
  readonly heading: string;
  cell(outcome: Outcome): string;
}

/** The columns, from the one that matters most. Without a goal there is no arrival. */
const columnsOf = (measure: Measure, hasGoal: boolean): readonly Column[] => [
  {
    heading: measure.finalName,
    cell: ({ final }) => (final === undefined ? '–' : measure.formatEstimate(final)),
  },
  ...(hasGoal ? arrivalColumns : []),
  {
    heading: 'ms/step',
    cell: ({ msPerStep }) => (msPerStep === undefined ? '–' : formatMs(msPerStep)),
  },
  { heading: 'near best', cell: ({ near: [some, all] }) => `${some}/${all}` },
];

const arrivalColumns: readonly Column[] = [
  { heading: 'arrived', cell: ({ arrived: [some, all] }) => (all === 0 ? '–' : `${some}/${all}`) },
  { heading: 'steps', cell: ({ stepsToGoal }) => formatMean(stepsToGoal, 0) },
  { heading: 'seconds', cell: ({ secondsToGoal }) => formatSecondsMean(secondsToGoal) },
];

/** The outcomes below each other; of the columns, those that the width has room for. */
export function formatTable(
  { measure: name, goal }: Pick<Plan, 'measure' | 'goal'>,
  outcomes: readonly Outcome[],
  nameWidth: number,
  width: number,
  { bold, dim }: Colors,
): string[] {
  const columns = columnsOf(measures[name], goal !== undefined).map((column) => {
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
