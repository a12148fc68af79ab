import { type Distribution, valueAt } from '../../../spaces/distribution.js';

/** What a flag of a training is given. */
export type FlagValue = number | string | boolean;

/** Flags of a training by name. */
export type Setting = Readonly<Record<string, FlagValue>>;

/** What is tried of one flag. */
export interface Dimension {
  readonly distribution: Distribution;
  /** Whether its values are whole numbers. */
  readonly isWhole: boolean;
}

/** What is tried of each flag, by name. */
export type Space = Readonly<Record<string, Dimension>>;

/** The value below which the share `u` of what is tried lies, 0 ≤ u < 1. */
export function valueIn({ distribution, isWhole }: Dimension, u: number): FlagValue {
  const value = valueAt(distribution, u) as FlagValue;
  return isWhole && typeof value === 'number' ? Math.round(value) : value;
}

/** The values that are tried, where there are so many and no others. */
export const valuesOf = ({ distribution }: Dimension): readonly FlagValue[] | undefined =>
  distribution.kind === 'one of' ? (distribution.values as readonly FlagValue[]) : undefined;

/** Whether there is more than one value to try. */
export const isSearched = (dimension: Dimension): boolean => valuesOf(dimension)?.length !== 1;
