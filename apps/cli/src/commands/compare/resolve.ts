import { surfaces } from '@nadir/problems';
import { backendOf } from '../../backends/names.js';
import type { fileFlags } from '../../data/flags.js';
import { loadData, sourceOf } from '../../data/load.js';
import { type FlagValues, spell } from '../../flags/read.js';
import { resolveConfig } from '../../run/config.js';
import { usageError } from '../../shell/errors.js';
import { recipeFor } from '../../training/options.js';
import type { Course } from './courses/course.js';
import { dataCourse } from './courses/on-data.js';
import { surfaceCourse } from './courses/on-surface.js';
import {
  customary,
  defaultProblem,
  defaultSeeds,
  defaultSteps,
  defaults,
  goalFor,
} from './defaults.js';
import { type compareFlags, networkFlags, type outputFlags, type surfaceFlags } from './flags.js';
import type { MeasureName } from './measure/measure.js';
import { assignShapes, entrantsOf, takersOf } from './plan/entrants.js';
import { comparisonFormat, comparisonVersion, type NetworkPlan, type Plan } from './plan/plan.js';

/** The flags of `compare` that were given. */
export type CompareFlags = FlagValues<
  typeof compareFlags &
    typeof fileFlags &
    typeof networkFlags &
    typeof surfaceFlags &
    typeof outputFlags
>;

/** What is to be done, and what the optimizers run on. */
export interface Resolved {
  readonly plan: Plan;
  readonly course: Course;
}

/** Passes over the data that `nadir train` makes, for one that a run of a comparison makes. */
const shorter = 3;

/**
 * The plan that flags ask for.
 * @throws {@link CliError} with status 2 when they contradict each other, 1 when the file cannot be learned from.
 */
export async function resolve(flags: CompareFlags): Promise<Resolved> {
  const source = sourceOf(flags);
  const problem = flags.problem ?? defaultProblem;
  const makeSurface =
    source === undefined && Object.hasOwn(surfaces, problem) ? surfaces[problem] : undefined;
  const isSurface = makeSurface !== undefined;
  checkKind(flags, source?.files[0] ?? problem, isSurface);
  const fallback = isSurface ? defaults.surface : defaults.data;
  const { seed = 0, seeds = defaultSeeds, schedule = fallback.schedule } = flags;
  const backend = backendOf(flags.backend ?? fallback.backend);
  const trials = flags.trials ?? fallback.trials;
  // What can be arrived at in a file, nobody knows beforehand.
  const goal = flags.goal ?? (source === undefined ? goalFor(problem) : undefined);
  const { steps = defaultSteps } = flags;
  const { course, network, ...learned } = isSurface
    ? {
        course: surfaceCourse(makeSurface(), { steps, schedule, seed, goal: goal ?? 0 }),
        network: undefined,
      }
    : await networkOf(flags, { schedule, seed, backend, ...(goal !== undefined && { goal }) });
  const measure = course.measure.name;
  checkGoal(measure, goal);
  const { optimizers = customary } = flags;
  const names = optimizers === 'all' ? takersOf(course.shapes, network) : optimizers;
  const entrants = assignShapes(entrantsOf(names, trials, network), course.shapes);
  return {
    course,
    plan: {
      format: comparisonFormat,
      version: comparisonVersion,
      problem,
      ...learned,
      measure,
      ...(goal !== undefined && { goal }),
      start: course.start,
      entrants,
      seed,
      seeds: Array.from({ length: seeds }, (_, i) => (seed + 1 + i) % 2 ** 32),
      steps: course.steps,
      schedule,
      backend,
      ...(network && { network }),
    },
  };
}

/** Flags that say nothing about this kind of problem are refused. */
function checkKind(flags: CompareFlags, problem: string, isSurface: boolean): void {
  const strange = isSurface ? Object.keys(networkFlags) : ['steps'];
  const given = strange.find((name) => name in flags);
  if (given === undefined) return;
  const [kind, wanted, advice] = isSurface
    ? ['surface', 'data set', 'Write --steps for the length of a run.']
    : ['data set', 'surface', 'Write --epochs for the length of a run.'];
  throw usageError(
    `${spell(given)}: got it with the ${kind} ${problem}, expected a ${wanted}. ${advice}`,
  );
}

const accepted: Readonly<Record<MeasureName, readonly [string, (goal: number) => boolean]>> = {
  accuracy: ['an accuracy in (0, 1]', (goal) => goal > 0 && goal <= 1],
  'R²': ['an R² up to 1', (goal) => goal <= 1],
  height: ['a height above the minimum, > 0', (goal) => goal > 0],
};

function checkGoal(measure: MeasureName, goal: number | undefined): void {
  const [expected, accepts] = accepted[measure];
  if (goal === undefined || accepts(goal)) return;
  throw usageError(`--goal: got ${goal}, expected ${expected}.`);
}

/** A network that learns a problem or a file, and what a plan remembers of that. */
async function networkOf(
  flags: CompareFlags,
  { schedule, seed, backend, goal }: Pick<Plan, 'schedule' | 'seed' | 'backend' | 'goal'>,
): Promise<Pick<Plan, 'problem' | 'data'> & { course: Course; network: NetworkPlan }> {
  const { learned, data } = await loadData({ ...flags, seed });
  if (learned.validation.targets.length === 0) {
    throw usageError(
      '--split: got no validation part, expected one, by which options are chosen. Write --split 70/15/15.',
    );
  }
  const { hidden, dropout, batch } = flags;
  const recipe = recipeFor(
    data === undefined ? learned.name : undefined,
    learned.train.targets.length,
  );
  const config = resolveConfig(
    {
      schedule,
      seed,
      epochs: flags.epochs ?? Math.ceil(recipe.epochs / shorter),
      ...(data && { data }),
      ...(hidden && { hidden }),
      ...(dropout !== undefined && { dropout }),
      ...(batch !== undefined && { batch }),
    },
    backend,
    learned,
  );
  const { width, target: predicted } = config.encoder;
  return {
    problem: learned.name,
    ...(data && { data }),
    course: dataCourse(config, learned, goal),
    network: {
      hidden: config.hidden,
      dropout: config.dropout,
      batch: config.batch,
      epochs: config.epochs,
      features: width,
      ...(predicted.task === 'classification' && { classes: predicted.classes.length }),
      examples: config.examples,
    },
  };
}
