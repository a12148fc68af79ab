import { enoughSteps, richest, shapesOf } from '../catalogue/entry.js';
import { expectInterpreted } from '../expect-interpreted.js';
import type { Law } from '../law.js';

/** Many steps are those of the interpreter: what one of them rounds is not amplified by those after it. */
export const staysWithInterpreter: Law = (it, entry, { tolerance }) => {
  const steps = enoughSteps(entry, 40);
  it(`equals the interpreter: ${steps} steps`, () =>
    expectInterpreted(entry, richest(entry), shapesOf(entry), steps, tolerance));
};
