import { surfaces } from '@nadir/problems';
import { backendOf } from '../../backends/names.js';
import { problemData } from '../../data/problem.js';
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
  targetFor,
} from './defaults.js';
import { type compareFlags, networkFlags, type surfaceFlags } from './flags.js';
import type { MeasureName } from './measure/measure.js';
import { assignShapes, entrantsOf, takersOf } from './plan/entrants.js';
import { comparisonFormat, comparisonVersion, type NetworkPlan, type Plan } from './plan/plan.js';

/** The flags of `compare` that were given. */
export type CompareFlags = FlagValues<
  typeof compareFlags & typeof networkFlags & typeof surfaceFlags
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
 * @throws {@link CliError} with status 2 when they contradict each other.
 */
export function resolve(flags: CompareFlags): Resolved {
  const problem = flags.problem ?? defaultProblem;
  const makeSurface = Object.hasOwn(surfaces, problem) ? surfaces[problem] : undefined;
  const isSurface = makeSurface !== undefined;
  checkKind(flags, problem, isSurface);
  const fallback = isSurface ? defaults.surface : defaults.data;
  const { seed = 0, seeds = defaultSeeds, schedule = fallback.schedule } = flags;
  const backend = backendOf(flags.backend ?? fallback.backend);
  const trials = flags.trials ?? fallback.trials;
  const target = flags.target ?? targetFor(problem);
  const { steps = defaultSteps } = flags;
  const { course, network } = isSurface
    ? {
        course: surfaceCourse(makeSurface(), { steps, schedule, seed, target }),
        network: undefined,
      }
    : networkOf(problem, flags, { schedule, seed, backend, target });
  const measure = course.measure.name;
  checkTarget(measure, target);
  const { optimizers = customary } = flags;
  const names = optimizers === 'all' ? takersOf(course.shapes, network) : optimizers;
  const entrants = assignShapes(entrantsOf(names, trials, network), course.shapes);
  return {
    course,
    plan: {
      format: comparisonFormat,
      version: comparisonVersion,
      problem,
      measure,
      target,
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

const accepted: Readonly<Record<MeasureName, readonly [string, (target: number) => boolean]>> = {
  accuracy: ['an accuracy in (0, 1]', (target) => target > 0 && target <= 1],
  'R²': ['an R² up to 1', (target) => target <= 1],
  height: ['a height above the minimum, > 0', (target) => target > 0],
};

function checkTarget(measure: MeasureName, target: number): void {
  const [expected, accepts] = accepted[measure];
  if (!accepts(target)) throw usageError(`--target: got ${target}, expected ${expected}.`);
}

function networkOf(
  problem: string,
  flags: CompareFlags,
  { schedule, seed, backend, target }: Pick<Plan, 'schedule' | 'seed' | 'backend' | 'target'>,
): { readonly course: Course; readonly network: NetworkPlan } {
  const data = problemData(problem, seed);
  const { hidden, dropout, batch } = flags;
  const config = resolveConfig(
    {
      schedule,
      seed,
      epochs: flags.epochs ?? Math.ceil(recipeFor(problem).epochs / shorter),
      ...(hidden && { hidden }),
      ...(dropout !== undefined && { dropout }),
      ...(batch !== undefined && { batch }),
    },
    backend,
    data,
  );
  const { width, target: predicted } = config.encoder;
  return {
    course: dataCourse(config, data, target),
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
