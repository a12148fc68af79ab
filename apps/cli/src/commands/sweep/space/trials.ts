import { threefry } from '@nadir/core';
import { spell } from '../../../flags/read.js';
import { usageError } from '../../../shell/errors.js';
import type { Distribution } from '../../../spaces/distribution.js';
import { haltonPoint, mostCoordinates } from '../../../spaces/halton.js';
import { type Setting, type Space, valueIn, valuesOf } from './dimension.js';

/** How trials are drawn from a space. */
export type Sampler = 'grid' | 'random' | 'quasi-random';

/** Most trials of a grid. */
const mostTrials = 10_000;

/** Stream of the draws, one that no training has under the same seed. */
const stream = 0xffff_fffd;

/** Draws for one trial after which a space counts as tried out. */
const mostDraws = 100;

/** What is to be drawn. */
export interface Draw {
  readonly sampler: Sampler;
  /** Number of trials, where it is no grid. */
  readonly trials: number;
  readonly seed: number;
  /** A setting without what says nothing to its optimizer. */
  readonly reduced: (setting: Setting) => Setting;
}

/**
 * Settings of the trials, all of them different. Fewer trials are the first ones of more.
 *
 * @throws {@link CliError} with status 2 where the space is too large for the sampler.
 */
export function trialsOf(space: Space, { sampler, trials, seed, reduced }: Draw): Setting[] {
  if (sampler === 'grid') return distinct(gridOf(space).map(reduced));
  const names = Object.keys(space);
  if (sampler === 'quasi-random' && names.length > mostCoordinates) {
    throw usageError(
      `--method: got ${sampler} with ${names.length} flags to search, expected at most ${mostCoordinates}. ` +
        'Write --method random, or search fewer.',
    );
  }
  const shareOf = (draw: number, coordinate: number) =>
    sampler === 'random' ? threefry(seed, stream, draw, coordinate)[0] / 2 ** 32 : undefined;
  const settings = new Map<string, Setting>();
  for (let draw = 0, last = 0; settings.size < trials && draw - last < mostDraws; draw++) {
    const point = haltonPoint(draw + 1, names.length);
    const values = Object.entries(space).map(
      ([name, dimension], i) =>
        [name, valueIn(dimension, shareOf(draw, i) ?? (point[i] as number))] as const,
    );
    const setting = reduced(Object.fromEntries(values));
    const key = JSON.stringify(setting);
    if (!settings.has(key)) last = draw;
    settings.set(key, setting);
  }
  return [...settings.values()];
}

function gridOf(space: Space): Setting[] {
  let settings: Setting[] = [{}];
  for (const [name, dimension] of Object.entries(space)) {
    const values = valuesOf(dimension);
    if (values === undefined) {
      throw usageError(
        `${spell(name)}: got a range with --method grid, expected values. ` +
          `Write ${spell(name)} ${inPoints(dimension.distribution)}.`,
      );
    }
    settings = settings.flatMap((setting) =>
      values.map((value) => ({ ...setting, [name]: value })),
    );
    if (settings.length > mostTrials) {
      throw usageError(
        `--method: got a grid of more than ${mostTrials} trials, expected fewer. Write --method quasi-random --trials 100.`,
      );
    }
  }
  return settings;
}

/** A distribution as a list of values is written. */
function inPoints(distribution: Distribution): string {
  if (distribution.kind === 'uniform') return `${distribution.low}..${distribution.high}/5`;
  if (distribution.kind === 'log-uniform') return `log:${distribution.low}..${distribution.high}/5`;
  return 'values with commas between them';
}

const distinct = (settings: readonly Setting[]): Setting[] => [
  ...new Map(settings.map((setting) => [JSON.stringify(setting), setting])).values(),
];
