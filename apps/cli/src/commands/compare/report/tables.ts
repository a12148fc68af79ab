import { markerPath, strokeOf } from '../../../chart/strokes.js';
import { pageTheme } from '../../../chart/theme.js';
import { html, type Markup } from '../../../page/markup.js';
import { wordsOf } from '../../../spaces/describe-options.js';
import { describeDistribution } from '../../../spaces/distribution.js';
import { formatMs } from '../../../text/numbers.js';
import { capital, counted } from '../../../text/words.js';
import { type Measure, measures } from '../measure/measure.js';
import type { Estimate } from '../measure/statistics.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';

/** What came out, one optimizer in a row, the best first. */
export function resultsTable(plan: Plan, outcomes: readonly Outcome[]): Markup {
  const measure = measures[plan.measure];
  const { goal } = plan;
  const order = goal === undefined ? measure.finalName : 'more arrivals, then fewer steps';
  return html`<p class="note">Best first: ${order}. Below a mean its 95 % interval.</p>
<div class="scroll"><table>
<thead><tr>
<th scope="col" class="left">Optimizer</th>
<th scope="col">${capital(measure.finalName)}</th>
${
  goal !== undefined &&
  html`<th scope="col">Arrived at ${measure.describeGoal(goal)}</th>
<th scope="col">Steps to goal</th>
<th scope="col">Seconds to goal</th>`
}
<th scope="col">ms per step</th>
<th scope="col">Trials within 5 %</th>
<th scope="col">Defaults → best trial</th>
</tr></thead>
<tbody>
${outcomes.map((outcome) => resultsRow(measure, goal !== undefined, outcome))}
</tbody></table></div>`;
}

function resultsRow(measure: Measure, hasGoal: boolean, outcome: Outcome): Markup {
  const { entrant, final, arrived, stepsToGoal, secondsToGoal, msPerStep, near } = outcome;
  const { defaults, best, diverged, finals } = outcome;
  const shown = (record: Outcome['best']) =>
    record === undefined
      ? '–'
      : record.end === undefined
        ? 'diverged'
        : measure.format(record.end.value);
  return html`<tr>
<th scope="row">${swatch(outcome)}${entrant.title}</th>
<td>${estimateOf(final, (x) => measure.format(x), measure.range)}${
    diverged > 0 && html`<small>${diverged} of ${finals.length} diverged</small>`
  }</td>
${
  hasGoal &&
  html`<td>${finals.length === 0 ? '–' : `${arrived[0]} of ${arrived[1]}`}</td>
<td>${estimateOf(stepsToGoal, (x) => x.toFixed(0), positive)}</td>
<td>${estimateOf(secondsToGoal, formatSeconds, positive)}</td>`
}
<td>${msPerStep === undefined ? '–' : formatMs(msPerStep)}</td>
<td>${near[0]} of ${near[1]}</td>
<td class="value">${shown(defaults)} → ${shown(best)}</td>
</tr>
`;
}

/** Where each optimizer was searched, and what was found. */
export const spacesTable = (outcomes: readonly Outcome[]): Markup =>
  html`<div class="scroll"><table>
<thead><tr>
<th scope="col" class="left">Optimizer</th>
<th scope="col" class="left">Option</th>
<th scope="col" class="left">Search space</th>
<th scope="col">Default</th>
<th scope="col">Best trial</th>
</tr></thead>
${outcomes.map(spaceRows)}
</table></div>`;

function spaceRows(outcome: Outcome): Markup {
  const { entrant, best } = outcome;
  const options = Object.entries(entrant.space.options);
  const [defaults = {}] = entrant.trials;
  const rows = options.map(
    ([name, distribution], i) => html`<tr>
${i === 0 && html`<th scope="rowgroup" class="left" rowspan="${options.length + 1}">${swatch(outcome)}${entrant.title}</th>`}
<td class="left">${wordsOf(name)}</td>
<td class="left">${describeDistribution(distribution)}</td>
<td>${String(defaults[name])}</td>
<td>${best === undefined ? '–' : String(best.setting.options[name])}</td>
</tr>
`,
  );
  const head =
    options.length === 0 &&
    html`<th scope="rowgroup" class="left">${swatch(outcome)}${entrant.title}</th>`;
  return html`<tbody>
${rows}<tr>${head}<td colspan="4" class="left note">${sourceOf(outcome)}</td></tr>
</tbody>
`;
}

function sourceOf({ entrant: { space } }: Outcome): Markup {
  const { source, options } = space;
  if (source !== undefined) {
    return html`<a href="${source.url}">${source.title}</a>: ${source.part}.`;
  }
  return Object.keys(options).length === 0
    ? html`There is nothing to tune: the defaults are the only trial.`
    : html`No published space was found. The general one: learning rates within two decades of the default, evenly in their logarithms.`;
}

/** Every trial of one optimizer. */
export function trialsTable(plan: Plan, { entrant, trials, best }: Outcome): Markup {
  const measure = measures[plan.measure];
  const names = Object.keys(entrant.space.options);
  return html`<details><summary>${counted(trials.length, 'trial')} of ${entrant.title}</summary>
<div class="scroll"><table>
<thead><tr>
<th scope="col" class="left">Trial</th>
${names.map((name) => html`<th scope="col">${wordsOf(name)}</th>`)}
<th scope="col">${measure.name}</th>
</tr></thead>
<tbody>
${trials.map(
  (record) => html`<tr>
<th scope="row">${record.trial}${record.trial === 1 ? ', the defaults' : ''}${record === best ? ', the best' : ''}</th>
${names.map((name) => html`<td>${String(record.setting.options[name])}</td>`)}
<td>${record.end === undefined ? `diverged at step ${record.steps}` : measure.format(record.end.value)}</td>
</tr>
`,
)}
</tbody></table></div></details>
`;
}

/** A piece of the line that an optimizer has in the charts. */
function swatch({ entrant }: Outcome): Markup {
  const { hue, dashes, marker } = strokeOf(entrant.name);
  const color = pageTheme.hues[hue];
  return html`<svg width="26" height="10" aria-hidden="true"><line x1="0" x2="26" y1="5" y2="5" stroke="${color}" stroke-width="3" stroke-dasharray="${dashes}"/><path d="${markerPath(marker)}" transform="translate(13 5)" fill="${color}" stroke="${color}" stroke-width="1.5"/></svg>`;
}

/** A mean above its interval; the part of it that no value can have is left out. */
function estimateOf(
  estimate: Estimate | undefined,
  format: (x: number) => string,
  [least, most]: Measure['range'],
): Markup {
  if (estimate === undefined) return html`–`;
  const { mean, interval } = estimate;
  const [low, high] = interval ?? [mean, mean];
  const from = format(Math.max(low, least));
  const to = format(Math.min(high, most));
  return html`<span class="value">${format(mean)}</span>${
    from !== to && html`<small>${from} to ${to}</small>`
  }`;
}

const positive = [0, Infinity] as const;

/** Seconds with two digits, more than a machine repeats. */
const formatSeconds = (seconds: number): string =>
  seconds === 0 ? '0' : seconds < 10 ? seconds.toPrecision(2) : seconds.toFixed(0);
