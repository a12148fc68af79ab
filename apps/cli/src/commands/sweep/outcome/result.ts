import { commandLine } from '../../../flags/command-line.js';
import type { FinalScores } from '../../../training/scores.js';
import type { Entry } from '../ledger/entry.js';
import { figureOf, ranked } from '../ledger/ranking.js';
import type { SweepConfig } from '../plan/config.js';
import { metricOf } from '../plan/metric.js';
import type { Setting } from '../space/dimension.js';
import { edgeNotes } from './edges.js';

/** A trial, as `--json` prints it. */
export interface TrialResult extends Omit<Entry, 'rung'> {
  /** What it was given of what is searched. */
  readonly setting: Setting;
  /** Run folder. */
  readonly out: string;
}

/** The outcome of a sweep, as `--json` prints it. */
export interface SweepResult {
  readonly method: SweepConfig['method'];
  readonly metric: keyof FinalScores;
  /** Trials that were to be tried. */
  readonly planned: number;
  /** Those that were, best first by the figure on the validation part. */
  readonly trials: readonly TrialResult[];
  /** The best one; absent where none has a figure. */
  readonly best?: TrialResult & { readonly command: string };
  /** What to know of the best setting before it is trusted. */
  readonly notes: readonly string[];
  /** Trials that have failed; they are tried again when the sweep goes on. */
  readonly failures: readonly { readonly trial: number; readonly reason: string }[];
  readonly interrupted: boolean;
  /** Folder of the sweep. */
  readonly out: string;
}

/** What has come of a sweep up to now. */
export function resultOf(
  config: SweepConfig,
  entries: readonly Entry[],
  {
    out,
    trialFolder,
    ...ending
  }: Pick<SweepResult, 'failures' | 'interrupted' | 'out'> & {
    readonly trialFolder: (trial: number) => string;
  },
): SweepResult {
  const metric = metricOf(config.metric);
  const trials = ranked(entries, metric).map(({ rung: _, ...entry }): TrialResult => {
    const setting = settingOf(config, entry.trial);
    return { ...entry, setting, out: trialFolder(entry.trial) };
  });
  const [first] = ranked(entries, metric);
  const best = first && figureOf(first, metric) !== undefined ? trials[0] : undefined;
  return {
    ...{ method: config.method, metric: config.metric, planned: config.trials.length, trials },
    ...(best && { best: { ...best, command: trainCommand(config, best.trial) } }),
    notes: best === undefined ? [] : edgeNotes(config, best.setting),
    ...{ ...ending, out },
  };
}

/** The values of a trial, of the flags that are searched, in the order in which they were given. */
export function settingOf({ space, trials }: SweepConfig, trial: number): Setting {
  const setting = trials[trial - 1] ?? {};
  const names = Object.keys(space).filter((name) => Object.hasOwn(setting, name));
  return Object.fromEntries(names.map((name) => [name, setting[name] as Setting[string]]));
}

const trainCommand = ({ fixed, trials }: SweepConfig, trial: number): string =>
  commandLine('nadir train', { ...fixed, ...trials[trial - 1] });
