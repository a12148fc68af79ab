import { spell } from '../../../flags/read.js';
import { wordsOf } from '../../../spaces/describe-options.js';
import { edgeOf } from '../../../spaces/distribution.js';
import type { SweepConfig } from '../plan/config.js';
import { type Dimension, type Setting, valuesOf } from '../space/dimension.js';

/** Fewest values of a list of which the first and the last are edges: of two, each is one. */
const fewestValues = 3;

/** Values that no flag goes beyond, in the unit of all shares and strengths. */
const natural: readonly unknown[] = [0];

/** Flags of which the best value lies at an end of those that were searched, each in a sentence: a better one may lie beyond. */
export const edgeNotes = ({ space }: Pick<SweepConfig, 'space'>, best: Setting): string[] =>
  Object.entries(space).flatMap(([name, dimension]) => {
    const value = best[name];
    const edge = value === undefined ? undefined : edgeIn(dimension, value);
    if (edge === undefined) return [];
    const beyond = edge === 'lowest' ? 'lower' : 'higher';
    return [
      `The best ${wordsOf(name)}, ${value}, is among the ${edge} that were searched: a ${beyond} one may be better. ` +
        `Widen ${spell(name)}.`,
    ];
  });

function edgeIn(dimension: Dimension, value: Setting[string]): 'lowest' | 'highest' | undefined {
  const values = valuesOf(dimension);
  if (values !== undefined && values.length < fewestValues) return undefined;
  const { distribution } = dimension;
  const low =
    'low' in distribution && distribution.kind === 'uniform' ? distribution.low : values?.[0];
  const edge = edgeOf(distribution, value);
  return edge === 'lowest' && natural.includes(low) ? undefined : edge;
}
