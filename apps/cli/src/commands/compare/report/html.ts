import { html, type Markup } from '../../../page/markup.js';
import { renderPage } from '../../../page/page.js';
import { capital } from '../../../text/words.js';
import { measures } from '../measure/measure.js';
import { edgeNotes } from '../outcome/edges.js';
import type { Outcome } from '../outcome/outcome.js';
import type { Plan } from '../plan/plan.js';
import { commandOf, trainCommandOf } from './command-lines.js';
import type { Environment } from './environment.js';
import { curvesFigure, pathsFigure, trialsFigure } from './figures.js';
import { resultsTable, spacesTable, trialsTable } from './tables.js';
import {
  curvesNote,
  factsOf,
  pathsNote,
  protocolOf,
  questionOf,
  stoppedNote,
  titleOf,
} from './words.js';

/** A comparison as an HTML page that stands alone, without a link but to sources. */
export function renderHtml(
  plan: Plan,
  outcomes: readonly Outcome[],
  interrupted: boolean,
  environment: Environment,
): string {
  const content = html`<p class="facts">${factsOf(plan)}</p>
${interrupted && html`<p class="stopped" role="note">${stoppedNote}</p>`}
<p class="question">${questionOf(plan)}</p>
${resultsTable(plan, outcomes)}
${notes(plan)}
${curves(plan, outcomes)}
${plan.network === undefined && paths(plan, outcomes)}
${tuning(plan, outcomes)}
<h2>How it was done</h2>
<ol>
${protocolOf(plan).map((sentence) => html`<li>${sentence}</li>\n`)}</ol>
${again(plan, outcomes, environment)}`;
  return renderPage({ title: titleOf(plan), generator: 'nadir compare', content });
}

function notes(plan: Plan): Markup {
  const { name, about } = measures[plan.measure];
  const isSurface = plan.network === undefined;
  return html`<p class="note">${
    isSurface
      ? `Height: ${about}; its mean is the geometric one, and so is its interval.`
      : `${capital(name)}: ${about}, on the test part.`
  } Intervals are Student’s, mean ± t s / √n over the seeds, at 95 %; they hold for seeds, not for other problems. Steps and seconds are means over the runs that arrived, so compare them between optimizers that arrived alike. “Trials within 5 %” is the share of an optimizer’s own trials ${
    isSurface
      ? 'that come at least 95 % as far down as its best one'
      : `whose ${name} on the validation part is at least 95 % of its best one’s`
  }: the greater it is, the less tuning the optimizer asks for in its search space.</p>`;
}

function curves(plan: Plan, outcomes: readonly Outcome[]): Markup | false {
  if (outcomes.every(({ finals }) => finals.length === 0)) return false;
  const left =
    plan.network === undefined
      ? 'Height above the minimum'
      : 'Left: mean loss of the batches since the last reading. Right: the validation part';
  return html`<h2>Curves</h2>
<figure>
<div class="scroll">${curvesFigure(plan, outcomes)}</div>
<figcaption>${left}. ${curvesNote(plan)}</figcaption>
</figure>`;
}

function paths(plan: Plan, outcomes: readonly Outcome[]): Markup | false {
  if (outcomes.every(({ finals }) => finals.length === 0)) return false;
  return html`<h2>Paths over the surface</h2>
<figure>
<div class="scroll">${pathsFigure(plan, outcomes)}</div>
<figcaption>Each line is a run. ${pathsNote} Contour lines lie at heights of equal ratios.</figcaption>
</figure>`;
}

function tuning(plan: Plan, outcomes: readonly Outcome[]): Markup | false {
  if (outcomes.every(({ trials }) => trials.length === 0)) return false;
  const where = plan.network === undefined ? 'at the last step' : 'on the validation part';
  return html`<h2>What tuning found</h2>
<figure>
<div class="scroll">${trialsFigure(plan, outcomes)}</div>
<figcaption>A dot is a trial: its ${measures[plan.measure].name} ${where} against its learning rate. Diamond: the defaults. Ring: the best trial. Cross: a trial that has diverged. Broken line: within 5 % of the best. All optimizers have the same axes.</figcaption>
</figure>
${edgeNotes(outcomes).map((note) => html`<p class="note">${note}</p>\n`)}${spacesTable(outcomes)}
${outcomes.filter(({ trials }) => trials.length > 0).map((outcome) => trialsTable(plan, outcome))}`;
}

function again(plan: Plan, outcomes: readonly Outcome[], environment: Environment): Markup {
  const trained = plan.network !== undefined && outcomes.filter(({ best }) => best !== undefined);
  return html`<h2>To repeat it</h2>
<p>The same command gives the same numbers, but for seconds:</p>
<pre><code>${commandOf(plan)}</code></pre>
${
  trained &&
  trained.length > 0 &&
  html`<p>To train with what was found, on validation part and all:</p>
<pre><code>${trained.map((outcome) => trainCommandOf(plan, outcome)).join('\n')}</code></pre>`
}
<dl>
${Object.entries(environment).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<p class="note">Every run, its options, its curve: results.jsonl. Every decision: config.json. Both lie beside this page.</p>`;
}
