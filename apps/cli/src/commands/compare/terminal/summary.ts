import type { Colors } from '../../../shell/io.js';
import { describeOptions } from '../../../spaces/describe-options.js';
import { left, printable, right, widthOf, wrap, wrapItems } from '../../../terminal/layout.js';
import { counted } from '../../../text/words.js';
import { type Measure, measures } from '../measure/measure.js';
import { edgeNotes } from '../outcome/edges.js';
import { files } from '../outcome/folder.js';
import type { Outcome } from '../outcome/outcome.js';
import { searchedOf } from '../plan/entrants.js';
import type { Plan } from '../plan/plan.js';
import { describeLayers } from '../plan/plan.js';
import { formatTable } from './table.js';

/** Longer lines are hard to read. */
const widest = 100;

/** What is going to be compared, in a few lines. */
export function formatPlan(plan: Plan, columns: number, colors: Colors): string {
  const { problem, network, entrants, seeds, steps, schedule, backend } = plan;
  const trials = Math.max(...entrants.map((entrant) => entrant.trials.length));
  const facts = [
    `${entrants.map(({ name }) => name).join(', ')}: ${counted(trials, 'trial')} of each, then ` +
      `${counted(seeds.length, 'seed')} of its best`,
    `${steps} steps a run`,
    ...(network === undefined ? [] : [`batches of ${network.batch}`]),
    `learning rate ${schedule}`,
    ...(network === undefined
      ? []
      : [
          `layers ${describeLayers(plan)}${network.dropout > 0 ? `, dropout ${network.dropout}` : ''}`,
        ]),
    `on ${backend}`,
  ];
  const about =
    network === undefined
      ? 'a surface of two coordinates'
      : `${network.examples.train} examples to train on, ${network.examples.validation} to tune ` +
        `on, ${network.examples.test} to test`;
  const width = Math.min(widest, columns);
  return [
    `${colors.bold(printable(problem))}: ${about}`,
    ...wrap(facts.join('; '), width).map((line) => colors.dim(line)),
    '',
  ].join('\n');
}

/** The outcome for people: a table, the options that were found, and where the report is. */
export function formatOutcomes(
  plan: Plan,
  outcomes: readonly Outcome[],
  out: string,
  columns: number,
  colors: Colors,
): string {
  const measure = measures[plan.measure];
  const width = Math.min(widest, columns);
  const nameWidth = Math.max(...outcomes.map(({ entrant }) => widthOf(entrant.name)));
  const part = plan.network === undefined ? '' : ' on the validation part';
  const arrival =
    plan.goal === undefined
      ? ''
      : `arrived: runs that come to ${measure.describeGoal(plan.goal)}${part}. steps, seconds: to the goal. `;
  const note = `${arrival}Intervals are mean ± 95 %. near best: trials within 5 % of the best one.${reservationsOf(plan)}`;
  const names = Object.values(files).join(', ');
  return [
    '',
    ...formatTable(plan, outcomes, nameWidth, width, colors),
    '',
    ...wrap(note, width - 2).map((line) => `  ${colors.dim(line)}`),
    '',
    ...formatTuned(plan, outcomes, nameWidth, width, colors),
    ...edgeNotes(outcomes)
      .flatMap((note) => wrap(note, width - 2))
      .map((line) => `  ${colors.yellow(line)}`),
    '',
    `  ${colors.bold(printable(out))}${colors.dim(`  ${names}`)}`,
    '',
  ].join('\n');
}

/** What has to be known of some of the optimizers. */
function reservationsOf({ entrants }: Plan): string {
  const general = entrants.filter(({ space }) => space.source === undefined);
  return [
    ...(general.length === 0
      ? []
      : [`Without a published search space: ${general.map(({ name }) => name).join(', ')}.`]),
    ...entrants.flatMap(({ name, other }) =>
      other ? [`Parameters that ${name} does not take are stepped by ${other}.`] : [],
    ),
  ]
    .map((sentence) => ` ${sentence}`)
    .join('');
}

/** What tuning has brought, and the options that it has found. */
function formatTuned(
  plan: Plan,
  outcomes: readonly Outcome[],
  nameWidth: number,
  width: number,
  { bold, dim }: Colors,
): string[] {
  const measure = measures[plan.measure];
  const values = outcomes.map(({ defaults, best }) => [
    endOf(measure, defaults),
    endOf(measure, best),
  ]);
  const [before, after] = [0, 1].map((i) =>
    Math.max(...values.map((pair) => widthOf(pair[i] as string))),
  ) as [number, number];
  const indent = 2 + nameWidth + 2 + before + 3 + after + 2;
  const heading = `default → best${plan.network === undefined ? '' : ', on the validation part'}`;
  return [
    `  ${left('', nameWidth)}  ${dim(heading)}`,
    ...outcomes.flatMap(({ entrant, best }, i) => {
      const [from, to] = values[i] as [string, string];
      const options = best ? describeOptions(searchedOf(entrant, best.setting.options)) : [];
      const [first = '', ...more] =
        options.length > 0
          ? wrapItems(options, width - indent)
          : wrap(best ? 'nothing to tune' : 'no trial has come to its end', width - indent);
      const head = `  ${bold(left(entrant.name, nameWidth))}  ${right(from, before)} → ${right(to, after)}  `;
      return [head + first, ...more.map((text) => ' '.repeat(indent) + text)];
    }),
  ];
}

/** The value at the end of a trial. */
function endOf(measure: Measure, record: Outcome['best']): string {
  if (record === undefined) return '–';
  return record.end === undefined ? 'diverged' : measure.format(record.end.value);
}
