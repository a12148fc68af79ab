import * as Plot from '@observablehq/plot';
import { DOMParser } from 'linkedom';
import { formatNumber, formatPercent } from '../terminal/format.js';
import type { EpochMetrics, Scores } from '../train/metrics.js';

const width = 960;
const height = 460;
const panelWidth = 450;
const panelHeight = 310;
const note =
  'train: mean over the batches of an epoch as they were trained on. test: at the end of the epoch.';
const ink = '#1f2933';
const faint = '#616e7c';

/** The two lines of each panel. Their colours differ in lightness too, for print and weak eyes. */
const parts = [
  { part: 'train', color: '#7b93b5' },
  { part: 'test', color: '#c2410c' },
] as const;

interface Panel {
  readonly title: string;
  readonly value: (scores: Scores) => number | null | undefined;
  readonly format: (value: number) => string;
  readonly scale: (values: readonly number[]) => Plot.ScaleOptions;
}

/**
 * The curves of a training as an SVG image that stands alone: no script, no font, no link.
 * Loss on the left; accuracy or R² on the right.
 */
export function renderReport(
  title: string,
  subtitle: string,
  metrics: readonly EpochMetrics[],
): string {
  // An XML document, which escapes names as XML needs it; one of HTML does not.
  const document = new DOMParser().parseFromString(
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'image/svg+xml',
  ) as unknown as Document;
  const isRegression = metrics.some(({ test }) => test.r2 !== undefined);
  const svg = document.documentElement;
  setAttributes(svg, {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': `Curves of ${title}`,
    'font-family': 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif',
    color: ink,
  });
  svg.append(
    element(document, 'rect', { width, height, fill: 'white' }),
    label(document, title, { x: 30, y: 38, 'font-size': 20, 'font-weight': 600, fill: ink }),
    label(document, subtitle, { x: 30, y: 61, 'font-size': 12.5, fill: faint }),
    ...panelOf(document, 24, loss, metrics),
    ...panelOf(document, 492, isRegression ? r2 : accuracy, metrics),
    label(document, note, { x: 30, y: height - 12, 'font-size': 11, fill: faint }),
  );
  return `${svg.outerHTML}\n`;
}

const loss: Panel = {
  title: 'Loss',
  value: (scores) => scores.loss,
  format: formatNumber,
  scale(values) {
    const least = Math.min(...values);
    const most = Math.max(...values);
    // Equal ratios matter once a loss has fallen far; zero has no logarithm.
    return least > 0 && most / least > 10
      ? { type: 'log', ticks: decades(least, most), tickFormat: formatTick }
      : { zero: true, nice: true, ticks: 6, tickFormat: formatTick };
  },
};

const accuracy: Panel = {
  title: 'Accuracy',
  value: (scores) => scores.accuracy,
  format: formatPercent,
  scale: (values) => ({
    domain: [Math.floor(10 * Math.min(...values, 0.9)) / 10, 1],
    ticks: 6,
    tickFormat: (share: number) => `${Math.round(1000 * share) / 10} %`,
  }),
};

const r2: Panel = {
  title: 'R²',
  value: (scores) => scores.r2,
  format: (value) => value.toFixed(4),
  // An R² below −1 says nothing more, and would flatten the rest.
  scale: (values) => ({ domain: [Math.max(-1, Math.min(0, ...values)), 1], ticks: 6, clamp: true }),
};

function panelOf(
  document: Document,
  x: number,
  panel: Panel,
  metrics: readonly EpochMetrics[],
): Element[] {
  const rows = parts.flatMap(({ part }) =>
    metrics.flatMap((line) => {
      const value = panel.value(line[part]);
      return value == null ? [] : [{ epoch: line.epoch, part, value }];
    }),
  );
  const last = metrics.length;
  const plot = Plot.plot({
    document,
    width: panelWidth,
    height: panelHeight,
    marginLeft: 56,
    marginRight: 16,
    marginTop: 10,
    marginBottom: 40,
    style: { fontSize: '12px', color: ink, background: 'none' },
    x: {
      domain: [Math.min(1, last - 1), last],
      label: 'epoch',
      labelArrow: 'none',
      labelAnchor: 'center',
      ticks: Math.min(last, 8),
      tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ''),
    },
    y: { ...panel.scale(rows.map(({ value }) => value)), label: null, grid: true },
    color: { domain: parts.map(({ part }) => part), range: parts.map(({ color }) => color) },
    marks: [
      Plot.line(rows, { x: 'epoch', y: 'value', z: 'part', stroke: 'part', strokeWidth: 2 }),
      Plot.dot(
        rows.filter(({ epoch }) => epoch === last),
        { x: 'epoch', y: 'value', fill: 'part', r: 3.5 },
      ),
    ],
  });
  plot.setAttribute('x', String(x));
  plot.setAttribute('y', '116');

  const final = (part: 'train' | 'test') => rows.findLast((row) => row.part === part)?.value;
  const legend = parts.flatMap(({ part, color }, i) => {
    const value = final(part);
    const at = x + 112 + 130 * i;
    return [
      element(document, 'circle', { cx: at, cy: 96, r: 4.5, fill: color }),
      label(document, `${part} ${value === undefined ? '–' : panel.format(value)}`, {
        x: at + 11,
        y: 100.5,
        'font-size': 12.5,
        fill: faint,
      }),
    ];
  });
  const heading = { x: x + 6, y: 101, 'font-size': 15, 'font-weight': 600, fill: ink };
  return [label(document, panel.title, heading), ...legend, plot];
}

/** Powers of ten between two numbers, with 2 and 5 times each where those are few. */
function decades(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least));
  const last = Math.ceil(Math.log10(most));
  const factors = last - first > 4 ? [1] : [1, 2, 5];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((tick) => tick >= least && tick <= most);
}

/** `0.02`, `3`, `4e+6`: as short as the number allows. */
const formatTick = (value: number) =>
  value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)
    ? value.toExponential()
    : String(Number(value.toPrecision(6)));

function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): Element {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAttributes(made, attributes);
  return made;
}

function setAttributes(
  target: Element,
  attributes: Readonly<Record<string, string | number>>,
): void {
  for (const [key, value] of Object.entries(attributes)) target.setAttribute(key, String(value));
}

function label(
  document: Document,
  content: string,
  attributes: Readonly<Record<string, string | number>>,
): Element {
  const made = element(document, 'text', attributes);
  made.textContent = content;
  return made;
}
