import { element, label, newImage } from '../../../chart/svg.js';
import { paperTheme } from '../../../chart/theme.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';
import { descentChart, valueChart } from './curves.js';
import { curvesPanel, legendOf } from './panel.js';
import { pathsPanel } from './paths.js';
import { curvesNote, factsOf, pathsNote, stoppedNote, titleOf } from './words.js';

const width = 960;
const margin = 24;
const panelWidth = 450;
const panelHeight = 340;
/** Of the notes below. */
const lineHeight = 16;

/**
 * The curves of a comparison as an SVG image that stands alone: no script, no font, no link. Training
 * loss on the left and accuracy or R² on the right; of a surface its height, and the paths over it.
 */
export function renderSvg(plan: Plan, outcomes: readonly Outcome[], interrupted: boolean): string {
  const theme = paperTheme;
  const title = titleOf(plan);
  const descent = descentChart(plan, outcomes);
  const svg = newImage(width, 0, `Curves of ${title}`, theme.ink);
  const legend = legendOf(
    svg,
    theme,
    { x: margin + 6, y: 92, width: width - 2 * margin },
    descent.series,
  );
  const top = 92 + legend.height;
  const notes = [curvesNote(plan), ...(plan.network === undefined ? [pathsNote] : [])];
  const height = top + panelHeight + 12 + lineHeight * notes.length;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('height', String(height));
  const left = { x: margin, y: top, width: panelWidth, height: panelHeight };
  const right = { ...left, x: width - margin - panelWidth };
  const value = valueChart(plan, outcomes);
  const small = { x: margin + 6, 'font-size': 12.5, fill: theme.faint };
  svg.append(
    element(svg, 'rect', { width, height, fill: theme.paper }),
    label(svg, title, {
      x: margin + 6,
      y: 38,
      'font-size': 20,
      'font-weight': 600,
      fill: theme.ink,
    }),
    label(svg, interrupted ? stoppedNote : factsOf(plan), { ...small, y: 61 }),
    ...legend.elements,
    ...curvesPanel(svg, theme, left, descent.panel, descent.series, plan.steps),
    ...(plan.network === undefined
      ? pathsPanel(svg, theme, right, 'Paths over the surface', plan, outcomes)
      : curvesPanel(svg, theme, right, value.panel, value.series, plan.steps)),
    ...notes.map((note, i) =>
      label(svg, note, {
        ...small,
        y: height - 12 - lineHeight * (notes.length - 1 - i),
        'font-size': 11,
      }),
    ),
  );
  return `${svg.outerHTML}\n`;
}
