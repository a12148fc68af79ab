import type { ScaleOptions } from '@observablehq/plot';
import { formatTick, lossScale } from '../../../chart/scales.js';
import { strokeOf } from '../../../chart/strokes.js';
import { capital } from '../../../text/words.js';
import type { CurvePoint } from '../execution/run.js';
import { leastHeight, measures } from '../measure/measure.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';
import { type BandPoint, bandOf } from './bands.js';
import type { Panel, Series } from './panel.js';

/** Curves to draw, and how. */
export interface Chart {
  readonly panel: Panel;
  readonly series: readonly Series[];
}

/** The training loss; of a surface the height. */
export function descentChart(plan: Plan, outcomes: readonly Outcome[]): Chart {
  const isSurface = plan.network === undefined;
  const { goal } = plan;
  const series = seriesOf(outcomes, (point) =>
    isSurface ? Math.max(point.value, leastHeight) : point.descended,
  );
  const values = valuesOf(series);
  return {
    series,
    panel: {
      title: isSurface ? 'Height above the minimum' : 'Training loss',
      scale: values.length === 0 ? {} : lossScale(values),
      ...(isSurface && {
        ...(goal !== undefined && {
          goal: { value: goal, name: `goal ${formatTick(goal)}`, end: 'end' as const },
        }),
      }),
    },
  };
}

/** Accuracy or R² on the validation part, near the goal. */
export function valueChart(plan: Plan, outcomes: readonly Outcome[]): Chart {
  const series = seriesOf(outcomes, ({ value }) => value);
  const { goal } = plan;
  const { name, formatGoal } = measures[plan.measure];
  return {
    series,
    panel: {
      title: `${capital(name)} on the validation part`,
      scale: shareScale(plan, series),
      ...(goal !== undefined && {
        goal: { value: goal, name: `goal ${formatGoal(goal)}`, end: 'start' as const },
      }),
    },
  };
}

/** The part below the goal is drawn six times as far as the part above it. */
const zoom = 6;

/** From well below the goal, or from where the worst optimizer ends, to 1. */
function shareScale({ goal = 1, measure }: Plan, series: readonly Series[]): ScaleOptions {
  const ends = series.flatMap(({ band }) => band.at(-1)?.low ?? []);
  const wanted = Math.min(1 - zoom * (1 - goal), ...ends.map((end) => end - 0.02), 0.95);
  const low = Math.floor(20 * Math.max(measure === 'accuracy' ? 0 : -1, wanted)) / 20;
  return {
    domain: [low, 1],
    ticks: 6,
    tickFormat: (share: number) =>
      measure === 'accuracy' ? `${Math.round(1000 * share) / 10} %` : formatTick(share),
  };
}

const seriesOf = (
  outcomes: readonly Outcome[],
  pick: (point: CurvePoint) => number | undefined,
): Series[] =>
  outcomes
    .filter(({ finals }) => finals.length > 0)
    .map((outcome) => ({
      name: outcome.entrant.title,
      stroke: strokeOf(outcome.entrant.name),
      band: bandOf(outcome.finals, pick),
    }));

const valuesOf = (series: readonly Series[]): number[] =>
  series.flatMap(({ band }) => band.flatMap(({ low, high }: BandPoint) => [low, high]));
