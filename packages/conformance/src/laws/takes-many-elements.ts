import { type Entry, movesElementwise, richest, takesVectors } from '../catalogue/entry.js';
import { expectInterpreted } from '../expect-interpreted.js';
import type { Law } from '../law.js';

/** A step is that of the interpreter where there are more elements than one thread or group of a kernel takes. */
export const takesManyElements: Law = (it, entry, { tolerance }) => {
  it('equals the interpreter: many elements', () =>
    expectInterpreted(entry, richest(entry), [manyElements(entry)], 2, tolerance));
};

/** Fewer where the interpreter has several programs to go through. */
function manyElements(entry: Entry): readonly number[] {
  if (!takesVectors(entry)) return [129, 37];
  return movesElementwise(entry, richest(entry), [1]) ? [33_001] : [10_001];
}
