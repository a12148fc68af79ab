import { markerPath } from '../../chart/strokes.js';
import { newImage, setAttributes } from '../../chart/svg.js';
import { pageTheme } from '../../chart/theme.js';
import { html, Markup } from '../../page/markup.js';
import { renderPage } from '../../page/page.js';
import { type Figure, figuresOf, written } from './figures.js';
import { panel, strokeAt } from './panel.js';
import { axisOf, type Reported } from './reported.js';
import { comparedSettings } from './settings.js';
import { bestOf, partsNote, titleOf } from './words.js';

/** Size of a panel in the page, which scales it to the room that it has. */
const [panelWidth, panelHeight] = [440, 300];

/** Curves of several runs that learned the same kind of target, their figures and their settings, as an HTML page that stands alone. */
export function renderHtml(runs: readonly Reported[]): string {
  const figures = figuresOf(runs);
  const hasTraining = runs.some(({ points }) => points.some(({ train }) => train !== undefined));
  const content = html`<p class="facts">${partsNote(runs)}</p>
${resultsTable(figures, runs)}
<h2>Curves</h2>
<div class="panels">
${figures.map((figure) => curves(figure, runs))}</div>
<p class="note">The mark on each line is its best ${axisOf(runs)}: that of the least loss.${
    hasTraining && ' Thin lines are of the training part.'
  }</p>
${settings(runs)}`;
  return renderPage({ title: titleOf(runs), generator: 'nadir report', content });
}

function resultsTable(figures: readonly Figure[], runs: readonly Reported[]): Markup {
  return html`<div class="scroll"><table>
<thead><tr>
<th scope="col" class="left">Run</th>
<th scope="col">Best ${axisOf(runs)}</th>
${figures.map(({ title }) => html`<th scope="col">${title}</th>\n`)}</tr></thead>
<tbody>
${runs.map((run, i) => resultsRow(figures, run, i, runs))}</tbody></table></div>`;
}

function resultsRow(
  figures: readonly Figure[],
  run: Reported,
  i: number,
  runs: readonly Reported[],
): Markup {
  const { name, optimizer, learningRate, note, best } = run;
  return html`<tr>
<th scope="row" class="name">${swatch(i)}${name}<small>${optimizer}, learning rate ${learningRate}${
    note !== undefined && `; ${note}`
  }</small></th>
<td class="value">${bestOf(run, runs)}</td>
${figures.map((figure) => html`<td class="value">${written(figure, best.scores)}</td>\n`)}</tr>
`;
}

/** A piece of the line of a run. */
function swatch(i: number): Markup {
  const { hue, dashes, marker } = strokeAt(i);
  const color = pageTheme.hues[hue];
  return html`<svg width="26" height="10" aria-hidden="true"><line x1="0" x2="26" y1="5" y2="5" stroke="${color}" stroke-width="3" stroke-dasharray="${dashes}"/><path d="${markerPath(marker)}" transform="translate(13 5)" fill="${color}" stroke="${color}" stroke-width="1.5"/></svg>`;
}

function curves(figure: Figure, runs: readonly Reported[]): Markup {
  const names = runs.map(({ name }) => name).join(', ');
  const svg = newImage(panelWidth, panelHeight, `${figure.title} of ${names}`, pageTheme.ink);
  const size = { width: panelWidth, height: panelHeight, theme: pageTheme, train: true };
  const plot = panel(svg.ownerDocument, figure, runs, size);
  setAttributes(plot, { x: 0, y: 0 });
  svg.append(plot);
  return html`<figure>
<figcaption>${figure.title}</figcaption>
${new Markup(svg.outerHTML)}
</figure>
`;
}

function settings(runs: readonly Reported[]): Markup {
  const { common, differing } = comparedSettings(runs);
  return html`<h2>Settings</h2>
${
  differing.length > 0 &&
  html`<p>These differ:</p>
<div class="scroll"><table>
<thead><tr><th scope="col" class="left">Run</th>${differing.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${runs.map(
  (run, i) =>
    html`<tr><th scope="row" class="name">${swatch(i)}${run.name}</th>${differing.map((name) => html`<td class="value">${run.settings.get(name) ?? '–'}</td>`)}</tr>\n`,
)}</tbody></table></div>
<p>These are the same for all:</p>`
}
<dl>
${[...common].map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`;
}
