import * as Plot from '@observablehq/plot';
import { lossScale, r2Scale, shareScale } from '../../chart/scales.js';
import { hues } from '../../chart/strokes.js';
import { element, label, newImage, setAttributes } from '../../chart/svg.js';
import { formatNumber, formatPercent } from '../../text/numbers.js';
import type { Scores } from '../../training/scores.js';
import { chosenBy, type RunCurves } from './run-curves.js';

const ink = '#1f2933';
const faint = '#616e7c';
const width = 960;
const [panelWidth, panelHeight] = [450, 310];
/** Height of a line of the table, and where the first is. */
const [lineHeight, tableTop] = [22, 410];

interface Figure {
  readonly title: string;
  readonly value: (scores: Scores) => number | null | undefined;
  readonly format: (value: number) => string;
  readonly scale: (values: readonly number[]) => Plot.ScaleOptions;
}

const loss: Figure = {
  title: 'Loss',
  value: (scores) => scores.loss,
  format: formatNumber,
  scale: lossScale,
};

/** The score beside the loss, by what is learned. */
const scores: Readonly<Record<RunCurves['task'], Figure>> = {
  classification: {
    title: 'Accuracy',
    value: ({ accuracy }) => accuracy,
    format: formatPercent,
    scale: shareScale,
  },
  regression: {
    title: 'R²',
    value: ({ r2 }) => r2,
    format: (value) => value.toFixed(4),
    scale: r2Scale,
  },
};

const colors = Object.values(hues.light);
const dashes = ['none', '8 4', '2 4'];

/** Colour and dashes of the n-th run. */
const strokeAt = (i: number) => ({
  stroke: colors[i % colors.length] as string,
  strokeDasharray: dashes[Math.floor(i / colors.length) % dashes.length] as string,
});

/**
 * Curves of several runs that learned the same kind of target, as an SVG image that stands alone: loss on the left, accuracy or R² on the right,
 * and a table of the epochs whose weights are kept.
 */
export function renderRuns(runs: readonly RunCurves[]): string {
  const score = scores[runs[0]?.task ?? 'classification'];
  const height = tableTop + lineHeight * (runs.length + 1) + 34;
  const svg = newImage(width, height, `Curves of ${runs.map(({ name }) => name).join(', ')}`, ink);
  const part = runs.every(({ best }) => best.validation !== undefined)
    ? 'Curves and table are of the validation part, at the end of each epoch.'
    : 'Curves and table are of the validation part; of runs without one, of the training batches.';
  svg.append(
    element(svg, 'rect', { width, height, fill: 'white' }),
    label(svg, `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`, {
      ...{ x: 30, y: 38, 'font-size': 20, 'font-weight': 600, fill: ink },
    }),
    ...panel(svg, 24, loss, runs),
    ...panel(svg, 492, score, runs),
    ...table(svg, score, runs),
    label(svg, part, { x: 30, y: height - 12, 'font-size': 11, fill: faint }),
  );
  return `${svg.outerHTML}\n`;
}

function panel(
  svg: SVGElement,
  x: number,
  { title, value, scale }: Figure,
  runs: readonly RunCurves[],
): Element[] {
  const series = runs.map(({ metrics }) =>
    metrics.flatMap((line) => {
      const y = value(chosenBy(line));
      return y == null ? [] : [{ epoch: line.epoch, y }];
    }),
  );
  const last = Math.max(...runs.map(({ metrics }) => metrics.length));
  const plot = Plot.plot({
    document: svg.ownerDocument,
    ...{ width: panelWidth, height: panelHeight },
    ...{ marginLeft: 56, marginRight: 16, marginTop: 10, marginBottom: 40 },
    style: { fontSize: '12px', color: ink, background: 'none' },
    x: {
      domain: [Math.min(1, last - 1), last],
      ...{ label: 'epoch', labelArrow: 'none', labelAnchor: 'center' },
      ticks: Math.min(last, 8),
      tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ''),
    },
    y: { ...scale(series.flat().map(({ y }) => y)), label: null, grid: true },
    marks: series.map((points, i) =>
      Plot.line(points, { x: 'epoch', y: 'y', strokeWidth: 2, ...strokeAt(i) }),
    ),
  });
  setAttributes(plot, { x, y: 76 });
  const heading = { x: x + 6, y: 68, 'font-size': 15, 'font-weight': 600, fill: ink };
  return [label(svg, title, heading), plot];
}

/** A line for each run: its stroke, its name, what trained it, and its best epoch. */
function table(svg: SVGElement, score: Figure, runs: readonly RunCurves[]): Element[] {
  const places = [76, 400, 640, 750, 850] as const;
  const line = (
    y: number,
    cells: readonly string[],
    style: Readonly<Record<string, string | number>>,
  ) =>
    cells.map((cell, i) =>
      label(svg, cell, { x: places[i] as number, y, 'font-size': 12.5, ...style }),
    );
  const headings = ['run', 'optimizer', 'best epoch', 'loss', score.title];
  return [
    ...line(tableTop, headings, { fill: faint }),
    ...runs.flatMap(({ name, optimizer, learningRate, metrics, best }, i) => {
      const y = tableTop + lineHeight * (i + 1);
      const figure = score.value(chosenBy(best));
      const cells = [
        shorten(name),
        `${optimizer}, learning rate ${learningRate}`,
        `${best.epoch} of ${metrics.length}`,
        formatNumber(chosenBy(best).loss),
        figure == null ? '–' : score.format(figure),
      ];
      const stroke = { x1: 30, x2: 66, y1: y - 4, y2: y - 4, 'stroke-width': 2 };
      const { stroke: color, strokeDasharray } = strokeAt(i);
      return [
        element(svg, 'line', { ...stroke, stroke: color, 'stroke-dasharray': strokeDasharray }),
        ...line(y, cells, { fill: ink }),
      ];
    }),
  ];
}

/** A name that leaves room for the next column. */
const shorten = (name: string): string => (name.length > 44 ? `${name.slice(0, 43)}…` : name);
