import type { OptionValues, Transform } from '@nadir/core';
import { type Distribution, logUniform, valueAt } from './distribution.js';
import { haltonPoint } from './halton.js';

/** Where a search space was published. */
export interface Source {
  readonly title: string;
  /** What of it was taken, and from where in it. */
  readonly part: string;
  readonly url: string;
}

/** Where the options of an optimizer are searched. Options it does not name keep their defaults. */
export interface Space {
  readonly options: Readonly<Record<string, Distribution>>;
  /** Absent where none was found. */
  readonly source?: Source;
}

/** Search spaces by the name of the optimizer. */
export type Spaces = Readonly<Record<string, Space>>;

/** Decades on either side of the default learning rate in the general space. */
const reach = 2;

/** The space of an optimizer without a published one: learning rates around its default. */
export function generalSpace({ defaults }: Transform): Space {
  const { learningRate } = defaults;
  if (typeof learningRate !== 'number') return { options: {} };
  const at = (decades: number) => Number((learningRate * 10 ** decades).toPrecision(12));
  return { options: { learningRate: logUniform(at(-reach), at(reach)) } };
}

/** Points that are drawn beyond those that are needed. */
const spare = 8;

/**
 * The settings that are tried: first the defaults, then points of the Halton sequence in the space.
 * The same space gives the same points, and more trials go on where fewer have stopped.
 */
export function pointsOf(space: Space, defaults: OptionValues, trials: number): OptionValues[] {
  const names = Object.entries(space.options);
  // Some to spare: a point may be the defaults, and would repeat the first trial.
  const points = Array.from({ length: trials + spare }, (_, i) => {
    const point = haltonPoint(i + 1, names.length);
    const values = names.map(
      ([name, distribution], j) => [name, valueAt(distribution, point[j] as number)] as const,
    );
    return { ...defaults, ...Object.fromEntries(values) } as OptionValues;
  });
  const drawn = points.filter((point) => names.some(([name]) => point[name] !== defaults[name]));
  return [defaults, ...drawn.slice(0, trials - 1)];
}
