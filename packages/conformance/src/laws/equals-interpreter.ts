import { comparedShapes, titleOf } from '../catalogue/entry.js';
import { expectInterpreted } from '../expect-interpreted.js';
import type { Law } from '../law.js';

/** A step is what the interpreter makes of the rule in float32. */
export const equalsInterpreter: Law = (it, entry, { tolerance, isSample }) => {
  // As many as the longest interval of the option sets, and one more.
  const few = entry.takesLong ? 4 : 6;
  const shapes = comparedShapes(entry);
  // A device compiles for each shape, and hundreds of operations for these.
  const chosen = isSample && entry.takesLong ? shapes.filter(isFirstOrLast) : shapes;
  for (const set of entry.optionSets) {
    it(`equals the interpreter: ${titleOf(set)}`, () =>
      expectInterpreted(entry, set, chosen, few, tolerance));
  }
};

const isFirstOrLast = (_: unknown, i: number, all: readonly unknown[]): boolean =>
  i === 0 || i === all.length - 1;
