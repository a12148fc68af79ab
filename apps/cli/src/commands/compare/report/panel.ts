import * as Plot from '@observablehq/plot';
import { markerPath, type Stroke } from '../../../chart/strokes.js';
import { element, label, setAttributes } from '../../../chart/svg.js';
import type { Theme } from '../../../chart/theme.js';
import type { BandPoint } from './bands.js';

/** Where a panel stands in its image. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The band of one optimizer. */
export interface Series {
  readonly name: string;
  readonly stroke: Stroke;
  readonly band: readonly BandPoint[];
}

/** What a panel shows. */
export interface Panel {
  readonly title: string;
  readonly scale: Plot.ScaleOptions;
  /** A line across, and its name at the end where the curves leave room. */
  readonly goal?: {
    readonly value: number;
    readonly name: string;
    readonly end: 'start' | 'end';
  };
}

/** Room around the axes. */
const margins = { marginLeft: 56, marginRight: 16, marginTop: 10, marginBottom: 38 };

/** A panel of curves over the steps: for each optimizer a line, and the band that its runs fill. */
export function curvesPanel(
  svg: SVGElement,
  theme: Theme,
  { x, y, width, height }: Box,
  panel: Panel,
  series: readonly Series[],
  steps: number,
): Element[] {
  const plot = Plot.plot({
    document: svg.ownerDocument,
    width,
    height: height - 26,
    ...margins,
    // A line at the end of its scale is drawn in full.
    insetTop: 2,
    insetBottom: 2,
    style: { fontSize: '12px', color: theme.ink, background: 'none' },
    x: {
      domain: [0, steps],
      label: 'step',
      labelArrow: 'none',
      labelAnchor: 'center',
      ticks: 6,
      tickFormat: (step: number) => String(step),
    },
    y: { ...panel.scale, label: null, grid: true },
    marks: [
      ...series.map(({ band, stroke }) =>
        Plot.areaY(band, {
          x: 'step',
          y1: 'low',
          y2: 'high',
          fill: theme.hues[stroke.hue],
          fillOpacity: 0.14,
          clip: true,
        }),
      ),
      ...series.map(({ band, stroke }) =>
        Plot.line(band, {
          x: 'step',
          y: 'middle',
          stroke: theme.hues[stroke.hue],
          strokeWidth: 2,
          ...(stroke.dashes !== 'none' && { strokeDasharray: stroke.dashes }),
          clip: true,
        }),
      ),
      ...series.map(({ band, stroke }) =>
        Plot.dot(band.slice(-1), {
          x: 'step',
          y: 'middle',
          r: 3.5,
          symbol: stroke.marker,
          fill: theme.hues[stroke.hue],
          stroke: theme.hues[stroke.hue],
        }),
      ),
      ...goalOf(panel, theme, steps),
    ],
  });
  setAttributes(plot, { x, y: y + 22 });
  return [titleOf(svg, theme, x, y, panel.title), plot];
}

/** The title above a panel. */
export const titleOf = (svg: SVGElement, { ink }: Theme, x: number, y: number, title: string) =>
  label(svg, title, { x: x + 6, y: y + 14, 'font-size': 14, 'font-weight': 600, fill: ink });

function goalOf({ goal }: Panel, theme: Theme, steps: number): Plot.Markish[] {
  if (goal === undefined) return [];
  const { value, name, end } = goal;
  return [
    Plot.ruleY([value], { stroke: theme.faint, strokeWidth: 1 }),
    Plot.text([name], {
      x: end === 'start' ? 0 : steps,
      y: value,
      textAnchor: end,
      lineAnchor: 'bottom',
      dx: end === 'start' ? 3 : 0,
      dy: -3,
      fill: theme.faint,
      // Readable where curves pass below it.
      stroke: theme.paper,
      strokeWidth: 4,
      fontSize: 11,
    }),
  ];
}

/** Room for a letter of the legend, about. */
const letter = 7;

/** The names of the optimizers, each with a piece of its line; as many rows as they need. */
export function legendOf(
  svg: SVGElement,
  theme: Theme,
  { x, y, width }: Omit<Box, 'height'>,
  series: readonly Pick<Series, 'name' | 'stroke'>[],
): { readonly elements: Element[]; readonly height: number } {
  const elements: Element[] = [];
  let at = x;
  let row = y;
  for (const { name, stroke } of series) {
    const room = 34 + letter * name.length + 22;
    if (at + room > x + width && at > x) {
      at = x;
      row += 20;
    }
    elements.push(
      element(svg, 'line', {
        x1: at,
        x2: at + 28,
        y1: row - 4,
        y2: row - 4,
        stroke: theme.hues[stroke.hue],
        'stroke-width': 2.5,
        ...(stroke.dashes !== 'none' && { 'stroke-dasharray': stroke.dashes }),
      }),
      element(svg, 'path', {
        d: markerPath(stroke.marker),
        transform: `translate(${at + 14} ${row - 4})`,
        fill: theme.hues[stroke.hue],
        stroke: theme.hues[stroke.hue],
        'stroke-width': 1.5,
      }),
      label(svg, name, { x: at + 34, y: row, 'font-size': 12.5, fill: theme.ink }),
    );
    at += room;
  }
  return { elements, height: row - y + 20 };
}
