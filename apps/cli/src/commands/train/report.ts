import { optimizers } from '@nadir/optim';
import * as Plot from '@observablehq/plot';
import { lossScale, r2Scale, shareScale } from '../../chart/scales.js';
import { element, label, newImage, setAttributes } from '../../chart/svg.js';
import type { RunConfig } from '../../run/config.js';
import { bestOf, type EpochMetrics } from '../../run/metrics.js';
import { describeModel } from '../../run/model.js';
import { formatNumber, formatPercent } from '../../text/numbers.js';
import type { Scores } from '../../training/scores.js';
import type { Trained } from './loop.js';

const width = 960;
const height = 460;
const panelWidth = 450;
const panelHeight = 310;
const note =
  'train: mean over the batches of an epoch as they were trained on. validation: at its end. The line marks the epoch whose weights are kept.';
const ink = '#1f2933';
const faint = '#616e7c';

/** The two lines of each panel. Their colours differ in lightness too, for print and weak eyes. */
const parts = [
  { part: 'train', color: '#7b93b5' },
  { part: 'validation', color: '#c2410c' },
] as const;

interface Panel {
  readonly title: string;
  readonly value: (scores: Scores) => number | null | undefined;
  readonly format: (value: number) => string;
  readonly scale: (values: readonly number[]) => Plot.ScaleOptions;
}

/** The curves of a training, with what was trained above them. */
export function reportOf(config: RunConfig, { metrics, steps }: Trained): string {
  const { problem, optimizer, seed, dropout, schedule, epochs } = config;
  const rule = optimizers[optimizer.name]?.rule.name ?? optimizer.name;
  const facts = [
    describeModel(config),
    ...(dropout > 0 ? [`dropout ${dropout}`] : []),
    `learning rate ${optimizer.options.learningRate}, ${schedule}`,
    ...(config.l1 > 0 ? [`L1 ${config.l1}`] : []),
    ...(config.l2 > 0 ? [`L2 ${config.l2}`] : []),
    `${metrics.length === epochs ? '' : `${metrics.length} of `}${epochs} epochs, ${steps} steps`,
  ];
  return renderReport(`${problem} · ${rule} · seed ${seed}`, facts.join(' · '), metrics);
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
  const isRegression = metrics.some(({ train }) => train.r2 !== undefined);
  const svg = newImage(width, height, `Curves of ${title}`, ink);
  svg.append(
    element(svg, 'rect', { width, height, fill: 'white' }),
    label(svg, title, { x: 30, y: 38, 'font-size': 20, 'font-weight': 600, fill: ink }),
    label(svg, subtitle, { x: 30, y: 61, 'font-size': 12.5, fill: faint }),
    ...panelOf(svg, 24, loss, metrics),
    ...panelOf(svg, 492, isRegression ? r2 : accuracy, metrics),
    label(svg, note, { x: 30, y: height - 12, 'font-size': 11, fill: faint }),
  );
  return `${svg.outerHTML}\n`;
}

const loss: Panel = {
  title: 'Loss',
  value: (scores) => scores.loss,
  format: formatNumber,
  scale: lossScale,
};

const accuracy: Panel = {
  title: 'Accuracy',
  value: (scores) => scores.accuracy,
  format: formatPercent,
  scale: shareScale,
};

const r2: Panel = {
  title: 'R²',
  value: (scores) => scores.r2,
  format: (value) => value.toFixed(4),
  scale: r2Scale,
};

function panelOf(
  svg: SVGElement,
  x: number,
  panel: Panel,
  metrics: readonly EpochMetrics[],
): Element[] {
  const rows = parts.flatMap(({ part }) =>
    metrics.flatMap((line) => {
      const scores = line[part];
      const value = scores && panel.value(scores);
      return value == null ? [] : [{ epoch: line.epoch, part, value }];
    }),
  );
  const last = metrics.length;
  const best = bestOf(metrics)?.epoch;
  const plot = Plot.plot({
    document: svg.ownerDocument,
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
      ...(best === undefined || best === last
        ? []
        : [Plot.ruleX([best], { stroke: faint, strokeDasharray: '3 4' })]),
      Plot.line(rows, { x: 'epoch', y: 'value', z: 'part', stroke: 'part', strokeWidth: 2 }),
      Plot.dot(
        rows.filter(({ epoch }) => epoch === last),
        { x: 'epoch', y: 'value', fill: 'part', r: 3.5 },
      ),
    ],
  });
  setAttributes(plot, { x, y: 116 });

  const final = (part: 'train' | 'validation') => rows.findLast((row) => row.part === part)?.value;
  const legend = parts.flatMap(({ part, color }, i) => {
    const value = final(part);
    const at = x + 112 + 130 * i;
    return [
      element(svg, 'circle', { cx: at, cy: 96, r: 4.5, fill: color }),
      label(svg, `${part} ${value === undefined ? '–' : panel.format(value)}`, {
        x: at + 11,
        y: 100.5,
        'font-size': 12.5,
        fill: faint,
      }),
    ];
  });
  const heading = { x: x + 6, y: 101, 'font-size': 15, 'font-weight': 600, fill: ink };
  return [label(svg, panel.title, heading), ...legend, plot];
}
