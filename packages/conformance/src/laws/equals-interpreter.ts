import { comparedShapes, titleOf } from '../catalogue/entry.js';
import { expectInterpreted } from '../expect-interpreted.js';
import type { Law } from '../law.js';

/** A step is what the interpreter makes of the rule in float32. */
export const equalsInterpreter: Law = (it, entry, { tolerance }) => {
  // As many as the longest interval of the option sets, and one more.
  const few = entry.takesLong ? 4 : 6;
  for (const set of entry.optionSets) {
    it(`equals the interpreter: ${titleOf(set)}`, () =>
      expectInterpreted(entry, set, comparedShapes(entry), few, tolerance));
  }
};
