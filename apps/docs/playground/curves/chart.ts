import type { Table } from '../../ui/figure/table.js';
import type { RunLog } from '../engine/log/run-log.js';
import type { MetricName } from '../state/view.js';
import { type Band, bandOf } from './band.js';
import { clippedSteps, curveOf } from './metrics.js';
import { type Place, thin } from './thin.js';

/** Parts of the axis of steps within which a line keeps its lowest and highest value. */
const cells = 300;

/** What a chart shows, and on which axes. */
export interface ChartSettings {
  readonly metric: MetricName;
  readonly logHeight: boolean;
  readonly logSteps: boolean;
  /** Number of steps that the axis has room for. */
  readonly steps: number;
}

/** The curve of a contender, as it is drawn. */
export interface ChartLine {
  readonly line: readonly Place[];
  /** Outline of the extent over seeds; empty for one seed. */
  readonly band: readonly Place[];
  /** Steps that were clipped, at the norm that was left. */
  readonly clipped: readonly Place[];
}

/** A chart as it is drawn. */
export interface Chart {
  readonly lines: readonly ChartLine[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The chart of contenders, each with the logs of its seeds. */
export function chartOf(
  contenders: readonly (readonly RunLog[])[],
  settings: ChartSettings,
): Chart {
  const lines = contenders.map((logs) => lineOf(logs, settings));
  const x = [settings.logSteps ? 1 : 0, Math.max(2, settings.steps)] as const;
  return { lines, x, y: extentOf(lines, settings) };
}

function lineOf(
  logs: readonly RunLog[],
  { metric, logHeight, logSteps, steps }: ChartSettings,
): ChartLine {
  const cellOf = logSteps
    ? (step: number) => (cells * Math.log(Math.max(1, step))) / Math.log(Math.max(2, steps))
    : (step: number) => (cells * step) / steps;
  const keeps = (value: number) => Number.isFinite(value) && (!logHeight || value > 0);
  const drawn = (curve: { steps: readonly number[]; values: readonly number[] }) =>
    thin(curve, cells, cellOf, keeps).filter(([step]) => !logSteps || step >= 1);
  const [first] = logs;
  if (first === undefined) return { line: [], band: [], clipped: [] };
  const clipped = metric === 'gradientNorm' ? drawn(clippedSteps(first)) : [];
  if (logs.length === 1) return { line: drawn(curveOf(first, metric)), band: [], clipped };
  const band = bandOf(logs.map((log) => curveOf(log, metric)));
  const side = (values: readonly number[]) => drawn({ steps: band.steps, values });
  return {
    line: side(band.mean),
    band: [...side(band.low), ...side(band.high).toReversed()],
    clipped,
  };
}

/** How far above the middle of what is drawn an axis reaches, so that a run that explodes leaves room for the others. */
const farAbove = 1e4;

function extentOf(
  lines: readonly ChartLine[],
  { metric, logHeight }: ChartSettings,
): [number, number] {
  const values = lines
    .flatMap(({ line, band }) => [...line, ...band].map(([, value]) => value))
    .sort((a, b) => a - b);
  const [low] = values;
  if (low === undefined) return logHeight ? [0.1, 1] : [0, 1];
  const middle = Math.abs(values[Math.floor(values.length / 2)] as number);
  const high = Math.min(values.at(-1) as number, Math.max(low, farAbove * middle));
  if (logHeight) {
    const room = Math.max(high / low, 1.5) ** 0.05;
    return [low / room, Math.max(high, 1.5 * low) * room];
  }
  const isShare = metric === 'trainAccuracy' || metric === 'testAccuracy' || metric === 'sparsity';
  const room = 0.05 * (high - low || Math.abs(high) || 1);
  return [Math.min(low - room, low), isShare ? Math.max(1, high) : high + room];
}

/** Words that a table of curves is headed by. */
interface TableWords {
  readonly step: string;
  lowest(name: string): string;
  highest(name: string): string;
}

/** Rows of a table, at most. */
const mostRows = 400;

/** The curves of a chart as a table, at the steps of the first seeds. */
export function tableOf(
  contenders: readonly (readonly RunLog[])[],
  metric: MetricName,
  names: readonly string[],
  said: TableWords,
): Table {
  const bands = contenders.map((logs): Band => bandOf(logs.map((log) => curveOf(log, metric))));
  const hasSeeds = contenders.some((logs) => logs.length > 1);
  const steps = [...new Set(bands.flatMap((band) => band.steps))].sort((a, b) => a - b);
  const stride = Math.ceil(steps.length / mostRows);
  const rows = steps.filter((_, i) => i % stride === 0);
  const at = bands.map((band) => new Map(band.steps.map((step, i) => [step, i])));
  const cells = (step: number) =>
    bands.flatMap((band, i) => {
      const row = at[i]?.get(step);
      const of = (values: readonly number[]) => (row === undefined ? undefined : values[row]);
      return hasSeeds ? [of(band.mean), of(band.low), of(band.high)] : [of(band.mean)];
    });
  return {
    columns: [
      said.step,
      ...names.flatMap((name) =>
        hasSeeds ? [name, said.lowest(name), said.highest(name)] : [name],
      ),
    ],
    rows: rows.map((step) => [step, ...cells(step)]),
  };
}
