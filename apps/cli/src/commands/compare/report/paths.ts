import { surfaces } from '@nadir/problems';
import * as Plot from '@observablehq/plot';
import { strokeOf } from '../../../chart/strokes.js';
import { setAttributes } from '../../../chart/svg.js';
import type { Theme } from '../../../chart/theme.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';
import { type Box, titleOf } from './panel.js';

/** Lines of equal height. */
const levels = 12;

/** Pixels between two points of the grid that contour lines are found on. */
const grain = 3;

/**
 * The paths of optimizers over a surface, drawn over its contour lines, with the plotted square of the
 * surface as frame.
 */
export function pathsPanel(
  svg: SVGElement,
  theme: Theme,
  { x, y, width, height }: Box,
  title: string,
  plan: Plan,
  outcomes: readonly Outcome[],
): Element[] {
  const surface = (surfaces[plan.problem] as (typeof surfaces)[string])();
  const [across, up] = surface.domain as readonly [
    readonly [number, number],
    readonly [number, number],
  ];
  const points = [...surface.minima, ...(surface.stationaryPoint ? [surface.stationaryPoint] : [])];
  const plot = Plot.plot({
    document: svg.ownerDocument,
    width,
    height: height - 26,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 8,
    marginBottom: 36,
    style: { fontSize: '11px', color: theme.ink, background: 'none' },
    x: { domain: across, ticks: 5, ...axisName('x₁') },
    y: { domain: up, ticks: 5, ...axisName('x₂') },
    marks: [
      Plot.contour({
        x1: across[0],
        x2: across[1],
        y1: up[0],
        y2: up[1],
        value: (a: number, b: number) => surface.value([a, b]),
        thresholds: thresholdsOf(surface, across, up),
        pixelSize: grain,
        stroke: theme.line,
        fill: theme.faint,
        fillOpacity: 0.06,
      }),
      Plot.frame({ stroke: theme.line }),
      ...outcomes.flatMap((outcome) => {
        const { hue, dashes, marker } = strokeOf(outcome.entrant.name);
        const color = theme.hues[hue];
        const paths = outcome.finals.map(({ curve }) =>
          curve.flatMap(({ at }) => (at ? [at] : [])),
        );
        return [
          ...paths.map((path) =>
            Plot.line(thinned(path, across, up), {
              x: '0',
              y: '1',
              stroke: color,
              strokeWidth: 1.6,
              strokeOpacity: 0.85,
              ...(outcomes.length > 1 && dashes !== 'none' && { strokeDasharray: dashes }),
              clip: true,
            }),
          ),
          Plot.dot(
            paths.flatMap((path) => path.slice(-1)),
            { x: '0', y: '1', r: 3.5, symbol: marker, fill: color, stroke: color, clip: true },
          ),
        ];
      }),
      Plot.dot(
        points.map((point) => point.x),
        { x: '0', y: '1', symbol: 'plus', r: 5, stroke: theme.ink, strokeWidth: 1.5 },
      ),
      Plot.dot([surface.start], { x: '0', y: '1', r: 3.5, stroke: theme.ink, fill: 'none' }),
    ],
  });
  setAttributes(plot, { x, y: y + 20 });
  return [titleOf(svg, theme, x, y, title), plot];
}

const axisName = (label: string) => ({ label, labelArrow: 'none', labelAnchor: 'center' }) as const;

type Interval = readonly [number, number];

/** Heights whose ratios are equal above the lowest one, so that valleys show as well as walls. */
function thresholdsOf(
  surface: { value(x: readonly number[]): number },
  across: Interval,
  up: Interval,
): number[] {
  const side = 60;
  const at = ([low, high]: Interval, i: number) => low + ((high - low) * i) / side;
  const values = Array.from({ length: (side + 1) ** 2 }, (_, k) =>
    surface.value([at(across, k % (side + 1)), at(up, Math.floor(k / (side + 1)))]),
  ).sort((a, b) => a - b);
  const least = values[0] as number;
  const most = values.at(-1) as number;
  const first = Math.max((values[Math.floor(values.length / 100)] as number) - least, 1e-9);
  return Array.from(
    { length: levels },
    (_, i) => least + first * ((most - least) / first) ** (i / levels),
  );
}

/** A path without the points that nobody could tell from the last one drawn, or that are far outside. */
function thinned(path: readonly (readonly number[])[], across: Interval, up: Interval) {
  const [wide, high] = [across[1] - across[0], up[1] - up[0]];
  const kept: (readonly number[])[] = [];
  for (const point of path) {
    const [a, b] = point as [number, number];
    if (Math.abs(a - across[0]) > 3 * wide || Math.abs(b - up[0]) > 3 * high) break;
    const last = kept.at(-1);
    const moved =
      last && Math.hypot((a - (last[0] as number)) / wide, (b - (last[1] as number)) / high);
    if (moved === undefined || moved > 0.004) kept.push(point);
  }
  return kept;
}
