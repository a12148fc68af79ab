import { newImage } from '../../../chart/svg.js';
import { pageTheme } from '../../../chart/theme.js';
import { Markup } from '../../../page/markup.js';
import { measures } from '../measure/measure.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';
import { descentChart, valueChart } from './curves.js';
import { type Box, curvesPanel, legendOf } from './panel.js';
import { pathsPanel } from './paths.js';
import { trialAxes, trialsPanel } from './trials.js';
import { titleOf } from './words.js';

const width = 960;
const curveHeight = 340;
const gap = 12;

/** The curves of all optimizers, the legend above them. */
export function curvesFigure(plan: Plan, outcomes: readonly Outcome[]): Markup {
  const descent = descentChart(plan, outcomes);
  const value = valueChart(plan, outcomes);
  const charts = plan.network === undefined ? [descent] : [descent, value];
  const svg = newImage(width, 0, `Curves of ${titleOf(plan)}`, pageTheme.ink);
  const legend = legendOf(svg, pageTheme, { x: 6, y: 16, width: width - 6 }, descent.series);
  const panelWidth = (width - gap * (charts.length - 1)) / charts.length;
  svg.append(
    ...legend.elements,
    ...charts.flatMap(({ panel, series }, i) => {
      const x = i * (panelWidth + gap);
      const box = { x, y: 12 + legend.height, width: panelWidth, height: curveHeight };
      return curvesPanel(svg, pageTheme, box, panel, series, plan.steps);
    }),
  );
  return closed(svg, 12 + legend.height + curveHeight);
}

/** How good the trials of each optimizer are, side by side on the same axes. */
export function trialsFigure(plan: Plan, outcomes: readonly Outcome[]): Markup {
  const measure = measures[plan.measure];
  const tried = outcomes.filter(({ trials }) => trials.length > 0);
  const axes = trialAxes(measure, tried);
  return grid(`Trials of ${titleOf(plan)}`, 250, tried, (svg, box, outcome) =>
    trialsPanel(svg, pageTheme, box, plan, outcome, axes),
  );
}

/** The paths of each optimizer over the surface, side by side. */
export const pathsFigure = (plan: Plan, outcomes: readonly Outcome[]): Markup =>
  grid(
    `Paths over ${plan.problem}`,
    320,
    outcomes.filter(({ finals }) => finals.length > 0),
    (svg, box, outcome) => pathsPanel(svg, pageTheme, box, outcome.entrant.title, plan, [outcome]),
  );

/** Panels in a row: three or four, whichever leaves fewer places empty. */
const columnsFor = (panels: number): number => {
  const empty = (columns: number) => (columns - (panels % columns)) % columns;
  return panels > 3 && empty(4) <= empty(3) ? 4 : 3;
};

/** A panel for each optimizer. */
function grid(
  name: string,
  height: number,
  outcomes: readonly Outcome[],
  draw: (svg: SVGElement, box: Box, outcome: Outcome) => Element[],
): Markup {
  const svg = newImage(width, 0, name, pageTheme.ink);
  const columns = columnsFor(outcomes.length);
  const panelWidth = (width - gap * (columns - 1)) / columns;
  svg.append(
    ...outcomes.flatMap((outcome, i) => {
      const x = (i % columns) * (panelWidth + gap);
      const y = Math.floor(i / columns) * (height + gap);
      return draw(svg, { x, y, width: panelWidth, height }, outcome);
    }),
  );
  return closed(svg, Math.ceil(outcomes.length / columns) * (height + gap) - gap);
}

/** An image whose height is known now that its content is. */
function closed(svg: SVGElement, height: number): Markup {
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('height', String(height));
  return new Markup(svg.outerHTML);
}
