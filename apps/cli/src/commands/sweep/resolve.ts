import { optimizers } from '@nadir/optim';
import { backendFlag, backendOf } from '../../backends/names.js';
import { fingerprintOf, stemOf } from '../../data/file.js';
import { sourceOf } from '../../data/load.js';
import { problemNames } from '../../data/problem-names.js';
import { standardInput } from '../../data/standard-input.js';
import { commonFlags } from '../../flags/help.js';
import { type FlagValues, peekFlag, readFlags, spell } from '../../flags/read.js';
import { choice } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import { safeName } from '../../shell/output-folder/safe-name.js';
import { dataFlags, outputFlags, spaceReader, sweepFlags } from './flags.js';
import { type Method, type SweepConfig, sweepFormat, sweepVersion } from './plan/config.js';
import { metricOf } from './plan/metric.js';
import { halvingRungs, type Rung } from './plan/rungs.js';
import { type Setting, type Space, valuesOf } from './space/dimension.js';
import { searchables } from './space/searchable.js';
import { type Searched, searchedSpace } from './space/searched.js';
import { trialsOf } from './space/trials.js';

/** What a command line asks for. */
export interface Asked {
  /** Folder of the sweep. */
  readonly out: string;
  /** What is to be done; absent where the folder says it. */
  readonly config?: SweepConfig;
  /** Trainings at the same time. */
  readonly jobs?: number;
  readonly json: boolean;
}

/** Flags that are none of the space. */
const otherFlags = {
  ...sweepFlags,
  ...dataFlags,
  problem: { ...choice('name', problemNames), help: dataFlags.problem.help },
  backend: backendFlag,
  ...outputFlags,
  ...commonFlags,
} as const;

type Values = FlagValues<typeof otherFlags>;

/** Flags that a sweep takes which goes on as its folder says. */
const resumeFlags = ['resume', 'jobs', 'json', 'debug'];

/**
 * The sweep that a command line asks for.
 * @throws {@link CliError} with status 2 where it contradicts itself, 1 where the file cannot be read.
 */
export async function resolve(args: readonly string[]): Promise<Asked> {
  const named = (peekFlag(args, 'optimizer') ?? 'adamw').split(',');
  // An unknown name is refused where the space is read.
  const known = searchables(named.filter((name) => Object.hasOwn(optimizers, name)));
  const ofSpace = Object.keys(known).map((name) => [name, { ...spaceReader, help: '' }]);
  const flags = { ...(Object.fromEntries(ofSpace) as object), ...otherFlags };
  const { values, words } = readFlags('nadir sweep', args, flags);
  if (words.length > 0) {
    throw usageError(
      `nadir sweep: got the word ${JSON.stringify(words[0])}, expected flags only. ` +
        'Put commas between values, without spaces.',
    );
  }
  const how = {
    json: values.json === true,
    ...(values.jobs !== undefined && { jobs: values.jobs }),
  };
  if (values.resume !== undefined) {
    const stray = Object.keys(values).find((name) => !resumeFlags.includes(name));
    if (stray === undefined) return { ...how, out: values.resume };
    throw usageError(
      `--resume: got ${spell(stray)} with it, expected the folder to say that. Leave ${spell(stray)} out.`,
    );
  }
  const given = Object.entries(values).filter(([name]) => Object.hasOwn(known, name));
  const searched = searchedSpace(Object.fromEntries(given) as Record<string, string>, known);
  return { ...how, ...(await sweepOf(values, searched)) };
}

async function sweepOf(values: Values, searched: Searched) {
  const given = pick(values, Object.keys(dataFlags));
  const source = sourceOf(given);
  // Refused here already: trials would all refuse it.
  backendOf(values.backend);
  if (source?.files.includes(standardInput)) {
    throw usageError(
      '--data: got the standard input, expected a file: every trial reads it. Write it to a file first.',
    );
  }
  if (/^\d+\/0\//.test(String(values.split ?? ''))) {
    throw usageError(
      `--split: got ${values.split}, expected a validation part, by which trials are compared. Write --split 70/15/15.`,
    );
  }
  const method = methodOf(values, searched.space);
  const trials = drawn(values, method, searched);
  const fixed = { ...given, ...searched.fixed, seed: values.seed ?? 0 };
  const metric = values.metric ?? 'loss';
  if (method === 'halving' && !metricOf(metric).isRunning) {
    throw usageError(
      `--metric: got ${metric} with --method halving, expected loss, accuracy, rmse or r2, which are measured after each epoch.`,
    );
  }
  const config: SweepConfig = {
    format: sweepFormat,
    version: sweepVersion,
    ...{ method, metric, fixed, space: searched.space },
    rungs: rungsOf(values, method, trials.length, searched),
    ...(source && { fingerprint: await fingerprintOf(source.files) }),
    trials,
  };
  const name =
    source === undefined ? (values.problem ?? 'digits') : stemOf(source.files[0] as string);
  return { config, out: values.out ?? `runs/sweep-${safeName(name)}` };
}

/** The method that is asked for; else a grid where there is nothing but lists to try. */
function methodOf({ method, trials }: Values, space: Space): Method {
  const isList = Object.values(space).every((dimension) => valuesOf(dimension) !== undefined);
  const chosen = method ?? (isList && trials === undefined ? 'grid' : 'quasi-random');
  if (chosen === 'grid' && trials !== undefined) {
    throw usageError(
      '--trials: got it with --method grid, expected none: a grid has as many as its values make. Leave it out.',
    );
  }
  return chosen;
}

const defaultTrials = { 'quasi-random': 16, random: 16, grid: 0, halving: 27 } as const;

function drawn(values: Values, method: Method, { space, reduced }: Searched): Setting[] {
  const sampler = method === 'halving' ? 'quasi-random' : method;
  const { trials = defaultTrials[method], seed = 0 } = values;
  return trialsOf(space, { sampler, trials, seed, reduced });
}

function rungsOf(
  values: Values,
  method: Method,
  trials: number,
  { space, fixed }: Searched,
): Rung[] {
  const { reduction } = values;
  if (method !== 'halving') {
    if (reduction === undefined) return [{ trials }];
    throw usageError(
      `--reduction: got it with --method ${method}, expected halving. Leave it out.`,
    );
  }
  if ('epochs' in space) {
    throw usageError(
      '--epochs: got several values with --method halving, which chooses the epochs itself, expected one.',
    );
  }
  const { epochs } = fixed;
  if (typeof epochs !== 'number') {
    throw usageError(
      '--epochs: got none with --method halving, expected those of the trainings that come to the end. Write --epochs 27.',
    );
  }
  return halvingRungs(trials, epochs, reduction ?? 3);
}

/** Some of the flags that were given. */
const pick = (values: object, names: readonly string[]): Setting =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
