import { it } from 'vitest';
import {
  comparedShapes,
  type Entry,
  movesElementwise,
  richest,
  takesVectors,
  titleOf,
} from '../catalogue/entry.js';
import { expectInterpreted } from '../expect-interpreted.js';
import type { Law } from '../law.js';

/** A step is what the interpreter makes of the rule in float32, whatever the size. */
export const equalsInterpreter: Law = (entry, { tolerance }) => {
  // As many as the longest interval of the option sets, and one more.
  const few = entry.takesLong ? 4 : 6;
  for (const set of entry.optionSets) {
    it(`equals the interpreter: ${titleOf(set)}`, () =>
      expectInterpreted(entry, set, comparedShapes(entry), few, tolerance));
  }
  it('equals the interpreter: many elements', () =>
    expectInterpreted(entry, richest(entry), [manyElements(entry)], 2, tolerance));
};

/** More than one thread or group of a kernel takes; fewer where the interpreter has several programs to go through. */
function manyElements(entry: Entry): readonly number[] {
  if (!takesVectors(entry)) return [129, 37];
  return movesElementwise(entry, richest(entry), [1]) ? [33_001] : [10_001];
}
