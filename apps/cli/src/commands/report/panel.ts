import * as Plot from '@observablehq/plot';
import type { Hue, Marker, Stroke } from '../../chart/strokes.js';
import { hues } from '../../chart/strokes.js';
import type { Theme } from '../../chart/theme.js';
import type { Figure } from './figures.js';
import { axisOf, type Point, placeOf, type Reported } from './reported.js';

const hueNames = Object.keys(hues.light) as Hue[];
const dashes = ['none', '8 4', '2 4'];
const markers: readonly Marker[] = ['circle', 'square', 'triangle'];

/** How the n-th run is drawn. */
export function strokeAt(i: number): Stroke {
  const round = Math.floor(i / hueNames.length) % dashes.length;
  return {
    hue: hueNames[i % hueNames.length] as Hue,
    dashes: dashes[round] as string,
    marker: markers[round] as Marker,
  };
}

/** How a panel is drawn. */
export interface PanelStyle {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Whether thin lines show the training batches too. */
  readonly train: boolean;
}

/** The curves of one figure, a line for each run. */
export function panel(
  document: Document,
  figure: Figure,
  runs: readonly Reported[],
  { theme, width, height, train }: PanelStyle,
): Element {
  const axis = axisOf(runs);
  const seriesOf = (points: readonly Point[], scores: 'scores' | 'train') =>
    points.flatMap((point) => {
      const y = point[scores] && figure.value(point[scores]);
      return y == null ? [] : [{ at: placeOf(point, axis), y }];
    });
  const measured = runs.map(({ points }) => seriesOf(points, 'scores'));
  const trained = train ? runs.map(({ points }) => seriesOf(points, 'train')) : [];
  const places = runs.flatMap(({ points }) => points.map((point) => placeOf(point, axis)));
  const last = Math.max(...places);
  const line = (points: (typeof measured)[number], i: number, style: Plot.LineOptions) => {
    const { hue, dashes: strokeDasharray } = strokeAt(i);
    const stroke = { stroke: theme.hues[hue], strokeDasharray };
    return Plot.line(points, { x: 'at', y: 'y', ...stroke, ...style });
  };
  return Plot.plot({
    document,
    ...{ width, height },
    ...{ marginLeft: 56, marginRight: 16, marginTop: 10, marginBottom: 40 },
    // A line at the end of its scale is drawn in full.
    ...{ insetTop: 2, insetBottom: 2 },
    style: { fontSize: '12px', color: theme.ink, background: 'none' },
    x: {
      // A single epoch is a point within the panel.
      domain: [Math.min(...places, Math.min(1, last - 1)), last],
      ...{ label: axis, labelArrow: 'none', labelAnchor: 'center' },
      ticks: Math.min(last, 6),
      tickFormat: (at: number) => (Number.isInteger(at) ? String(at) : ''),
    },
    y: {
      ...figure.scale([...measured, ...trained].flat().map(({ y }) => y)),
      ...{ label: null, grid: true },
    },
    marks: [
      ...trained.map((points, i) => line(points, i, { strokeWidth: 1, strokeOpacity: 0.55 })),
      ...measured.map((points, i) => line(points, i, { strokeWidth: 2 })),
      ...runs.map(({ best }, i) => {
        const { hue, marker } = strokeAt(i);
        const color = theme.hues[hue];
        const dot = { x: 'at', y: 'y', r: 3.5, symbol: marker, fill: color, stroke: color };
        return Plot.dot(seriesOf([best], 'scores'), dot);
      }),
    ],
  });
}
