import { optimizers } from '@nadir/optim';
import { formatTick } from '../../../chart/scales.js';
import { counted } from '../../../text/words.js';
import {
  hasCurvature,
  isAveraged,
  stepsBetweenEstimates,
} from '../../../training/further-updates.js';
import { defaultsOf, otherName, ruleOf } from '../../../training/optimizers.js';
import { stepsBetweenReadings } from '../courses/on-data.js';
import { scatter } from '../courses/on-surface.js';
import { measures } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import { describeLayers } from '../plan/plan.js';

/** What is said of a comparison that was stopped. */
export const stoppedNote = 'Stopped before its end: what is here is of the runs that were done.';

/** Most optimizers that a title names. */
const mostNamed = 5;

/** The optimizers and the problem. */
export function titleOf({ problem, entrants }: Plan): string {
  const names = entrants.map(({ title }) => title).join(', ');
  return `${entrants.length > mostNamed ? `${entrants.length} optimizers` : names} on ${problem}`;
}

/** The circumstances in one line. */
export function factsOf(plan: Plan): string {
  const { network, entrants, seeds, steps, schedule } = plan;
  const trials = Math.max(...entrants.map((entrant) => entrant.trials.length));
  return [
    ...(network === undefined ? [] : [`layers ${describeLayers(plan)}`]),
    ...(network !== undefined && network.dropout > 0 ? [`dropout ${network.dropout}`] : []),
    `${steps} steps${network === undefined ? '' : `, batch ${network.batch}`}`,
    `learning rate ${schedule}`,
    `best of ${counted(trials, 'trial')}`,
    counted(seeds.length, 'seed'),
  ].join(' · ');
}

/** What lines and bands of curves are. */
export const curvesNote = ({ seeds }: Plan): string =>
  seeds.length === 1
    ? 'Each line is the run from one seed.'
    : `Lines: the median of ${seeds.length} seeds. Bands: from the lowest to the highest run.`;

/** What is drawn over a surface. */
export const pathsNote =
  'Ring: the customary start. Plus: a minimum, or the pass of a surface without any. Dot: the end of a run.';

/** The question that a comparison answers. */
export function questionOf(plan: Plan): string {
  const { problem, network, steps, measure, goal } = plan;
  const what =
    network === undefined
      ? `gets down the surface ${problem}`
      : `trains this network on ${problem}`;
  const how =
    goal === undefined
      ? `best in ${steps} steps`
      : `to ${measures[measure].describeGoal(goal)} in the fewest steps, and where does each end after ${steps}`;
  return `Which optimizer ${what} ${how}, when all are tuned with the same effort?`;
}

/** How it was done, sentence by sentence. */
export function protocolOf(plan: Plan): string[] {
  return [
    ...(plan.network === undefined ? onSurface(plan) : onData(plan)),
    ...besideSteps(plan),
    ...tuning(plan),
    ...final(plan),
  ];
}

/** What optimizers have beside their steps, and when it is done. */
const besideSteps = ({ network, entrants }: Plan): string[] =>
  entrants.flatMap(({ name, title }) => {
    const rule = ruleOf(name);
    const place = network === undefined ? 'the point' : 'the parameters';
    const from =
      network === undefined
        ? 'from gradients on either side of the point'
        : 'on the batch of that step and without dropout';
    return [
      ...(hasCurvature(rule)
        ? [
            `${title} estimates the curvature after the first step and every ${stepsBetweenEstimates} steps from ` +
              `then on, ${from}. That is timed with the step.`,
          ]
        : []),
      ...(isAveraged(rule)
        ? [
            `${title} takes its steps from one place and has ${place} evaluated at another, an average of all ` +
              'steps: that is what is read and tested.',
          ]
        : []),
    ];
  });

function onData({ network, seed, problem, schedule, steps, entrants, data }: Plan): string[] {
  if (network === undefined) return [];
  const { examples, batch, epochs, classes } = network;
  const all = examples.train + examples.validation + examples.test;
  return [
    `Of the ${all} examples of ${problem}, ${examples.test} are kept for testing; of the others, ` +
      `${examples.validation} are the validation part, by which options are chosen and arrivals ` +
      `noticed, and ${examples.train} are trained on. Parts are drawn with seed ${seed}` +
      `${partsNote(data, classes)}. Nothing is chosen by the test part.`,
    `A run makes ${epochs} ${epochs === 1 ? 'pass' : 'passes'} over the training part, ${steps} steps on ` +
      `batches of ${batch}. The ` +
      `learning rate is ${scheduleWords[schedule]}.`,
    'Runs from the same seed have the same initial weights, the same batches in the same order and ' +
      'the same dropout, whatever the optimizer.',
    ...entrants
      .filter(({ other }) => other !== undefined)
      .map(
        ({ title }) =>
          `${title} does not take parameters of every shape, such as biases: those are stepped by ` +
          `${optimizers[otherName]?.rule.name} with learning rate ${defaultsOf(otherName).learningRate}.`,
      ),
  ];
}

/** How rows come into parts. */
function partsNote(data: Plan['data'], classes: number | undefined): string {
  if (data?.group !== undefined) return `, rows of equal ${data.group} into the same part`;
  if (data?.time !== undefined) return `; the last rows by ${data.time} are for testing`;
  return classes === undefined ? '' : ', of each class alike';
}

function onSurface({ problem, steps, schedule, seed }: Plan): string[] {
  return [
    `A run begins at the customary start of ${problem} for the trials (seed ${seed}); every other seed ` +
      `moves each coordinate of it at random, by ${100 * scatter} % of the plotted interval at most.`,
    `It makes ${steps} steps. The learning rate is ${scheduleWords[schedule]}. Weight decay is 0 and is ` +
      'not tuned: it would move the minimum.',
    'The point is float32, as parameters are. Its height and gradient are computed in float64 from ' +
      'there, and the gradient is rounded to float32. Height is counted from the minimum, or on a ' +
      'surface without one from the lowest value in the plotted square.',
  ];
}

function tuning({ entrants, seed, network, measure }: Plan): string[] {
  const trials = Math.max(...entrants.map((entrant) => entrant.trials.length));
  if (trials === 1) {
    return ['Nothing is tuned: the only trial of each optimizer is the defaults of the library.'];
  }
  const where = network === undefined ? 'at its last step' : 'on the validation part at its end';
  const between =
    measure === 'height'
      ? 'between equals the one that arrived earlier'
      : 'between equals the one with the lower loss';
  return [
    `Each optimizer gets ${trials} trials, all with seed ${seed}. The first has the defaults of the ` +
      'library; the others are points of one Halton sequence (scrambled after Braaten and Weller), ' +
      'spread over the search space of the optimizer, so that the same trial of the same space is ' +
      'always the same point.',
    `The best trial is the one with the best ${measure} ${where}, ${between}. A run whose loss is no ` +
      'finite number has diverged, which is a result: it is the worst.',
  ];
}

function final({ seeds, network, goal, measure, steps }: Plan): string[] {
  const first = seeds[0] as number;
  const last = seeds.at(-1) as number;
  const named = seeds.length === 1 ? `seed ${first}` : `seeds ${first} to ${last}`;
  const every = stepsBetweenReadings(steps);
  const reading =
    network === undefined
      ? 'Heights are read after each step'
      : `The validation part is read after ${every === 1 ? 'each step' : `every ${every} steps`}`;
  const arrival =
    goal === undefined
      ? ''
      : `; a run has arrived at the first reading of ${measure === 'height' ? 'at most' : 'at least'} ${formatTick(goal)}`;
  return [
    `The best setting of each is then run from ${named}, which no trial has seen. ${reading}${arrival}.`,
    'Only steps are timed, from the batch to the loss on the host; reading is not. Optimizers take ' +
      'turns, trial by trial and seed by seed. Seconds are those of the machine named below.',
  ];
}

const scheduleWords: Readonly<Record<Plan['schedule'], string>> = {
  cosine: 'brought to zero along a cosine',
  constant: 'constant',
  'warmup-cosine': 'raised over the first tenth of the steps and brought to zero along a cosine',
};
