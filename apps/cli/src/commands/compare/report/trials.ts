import * as Plot from '@observablehq/plot';
import { decades, formatTick } from '../../../chart/scales.js';
import { strokeOf } from '../../../chart/strokes.js';
import { setAttributes } from '../../../chart/svg.js';
import type { Theme } from '../../../chart/theme.js';
import { describeOptions } from '../../../spaces/describe-options.js';
import type { RunRecord } from '../execution/records.js';
import { leastHeight, leastNear, type Measure, measures } from '../measure/measure.js';
import type { Outcome } from '../outcome/outcome.js';
import { searchedOf } from '../plan/entrants.js';
import type { Plan } from '../plan/plan.js';
import { type Box, titleOf } from './panel.js';

/** Axes that the panels of all optimizers share. */
export interface TrialAxes {
  readonly x: Plot.ScaleOptions;
  readonly y: Plot.ScaleOptions;
  /** Where diverged trials are drawn: at the bad end. */
  readonly bad: number;
}

/** Axes on which every trial has its place. */
export function trialAxes(measure: Measure, outcomes: readonly Outcome[]): TrialAxes {
  const records = outcomes.flatMap(({ trials }) => trials);
  const rates = records.map(rateOf).filter((rate) => rate > 0);
  const values = records.flatMap((record) => drawn(measure, record) ?? []);
  const [least, most] = [Math.min(...rates, 1) / 1.5, Math.max(...rates, 1e-3) * 1.5];
  const x: Plot.ScaleOptions = {
    type: 'log',
    domain: [least, most],
    ticks: decades(least, most).filter((tick) => Number.isInteger(Math.log10(tick))),
    tickFormat: formatTick,
    label: 'learning rate',
    labelArrow: 'none',
    labelAnchor: 'center',
  };
  if (measure.name === 'height') {
    const low = Math.min(...values, 1);
    const high = Math.max(...values, 1);
    const domain: [number, number] = [low / 3, high * 3];
    return {
      x,
      y: { type: 'log', domain, ticks: decades(...domain), tickFormat: formatTick },
      bad: domain[1],
    };
  }
  const low =
    Math.floor(10 * Math.max(measure.name === 'accuracy' ? 0 : -1, Math.min(...values, 0.9))) / 10;
  return {
    x,
    y: {
      domain: [low, 1],
      clamp: true,
      ticks: 5,
      tickFormat: (share: number) =>
        measure.name === 'accuracy' ? `${Math.round(100 * share)} %` : formatTick(share),
    },
    bad: low,
  };
}

/** The trials of one optimizer: how good each is, against its learning rate. */
export function trialsPanel(
  svg: SVGElement,
  theme: Theme,
  { x, y, width, height }: Box,
  plan: Plan,
  outcome: Outcome,
  axes: TrialAxes,
): Element[] {
  const { entrant, trials, best } = outcome;
  const measure = measures[plan.measure];
  const nearest = best?.end ? [leastNear(measure, best.end.value, plan.start)] : [];
  const color = theme.hues[strokeOf(entrant.name).hue];
  const marks = trials.map((record) => ({
    rate: rateOf(record),
    value: drawn(measure, record) ?? axes.bad,
    kind: record.diverged ? 'diverged' : record.trial === 1 ? 'default' : 'drawn',
    title: titleOfTrial(
      measure,
      record,
      describeOptions(searchedOf(entrant, record.setting.options)).join(', '),
    ),
    isBest: record === best,
  }));
  const dot = { x: 'rate', y: 'value', title: 'title' } as const;
  const plot = Plot.plot({
    document: svg.ownerDocument,
    width,
    height: height - 26,
    marginLeft: 48,
    marginRight: 14,
    marginTop: 10,
    marginBottom: 36,
    style: { fontSize: '11px', color: theme.ink, background: 'none', overflow: 'visible' },
    x: axes.x,
    y: { ...axes.y, label: null, grid: true },
    marks: [
      Plot.ruleY(nearest, { stroke: theme.faint, strokeDasharray: '3 3' }),
      Plot.dot(
        marks.filter(({ kind }) => kind === 'drawn'),
        { ...dot, r: 4, fill: color, fillOpacity: 0.75 },
      ),
      Plot.dot(
        marks.filter(({ kind }) => kind === 'default'),
        {
          ...dot,
          r: 5,
          symbol: 'diamond',
          stroke: color,
          strokeWidth: 1.8,
          fill: 'none',
        },
      ),
      Plot.dot(
        marks.filter(({ kind }) => kind === 'diverged'),
        {
          ...dot,
          r: 4.5,
          symbol: 'times',
          stroke: color,
          strokeWidth: 1.8,
        },
      ),
      Plot.dot(
        marks.filter(({ isBest }) => isBest),
        {
          ...dot,
          r: 8,
          stroke: theme.ink,
          strokeWidth: 1.5,
          fill: 'none',
        },
      ),
    ],
  });
  setAttributes(plot, { x, y: y + 20 });
  return [titleOf(svg, theme, x, y, entrant.title), plot];
}

/** Learning rate of a trial; of an optimizer without one, the number of the trial. */
const rateOf = ({ setting, trial }: RunRecord): number =>
  typeof setting.options.learningRate === 'number' ? setting.options.learningRate : trial;

const drawn = (measure: Measure, { end }: RunRecord): number | undefined =>
  end === undefined
    ? undefined
    : measure.name === 'height'
      ? Math.max(end.value, leastHeight)
      : end.value;

function titleOfTrial(measure: Measure, { trial, end, steps }: RunRecord, options: string): string {
  const value = end === undefined ? `diverged at step ${steps}` : measure.format(end.value);
  return `trial ${trial}${trial === 1 ? ', the defaults' : ''}: ${value}\n${options}`;
}
