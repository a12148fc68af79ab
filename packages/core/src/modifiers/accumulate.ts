import { add, div, min } from '../program/expression.js';
import { defineRule } from '../transform/define-rule.js';
import type { Rule } from '../transform/rule.js';

/** Name of the update that adds the gradients of a micro-batch. */
export const accumulate = 'accumulate';

/**
 * In front of all else: the gradient of the last of `count` micro-batches becomes the mean of theirs,
 *
 *     s ← s + g             at each of them but the last, by the update {@link accumulate}
 *     g ← (s + g) / count,  s ← 0
 *
 * State: `accumulated` s, with the shape of the parameter.
 */
export function meanOfMicroBatches(count: number): Rule {
  const rule = defineRule({
    name: accumulate,
    slots: ['accumulated'],
    scalars: () => ({ count }),
    update: ({ grad, accumulated }, scalars) => ({
      grad: div(add(accumulated, grad), scalars.count),
      accumulated: min(0, 0),
    }),
    further: {
      [accumulate]: ({ grad, accumulated }) => ({ accumulated: add(accumulated, grad) }),
    },
  });
  return {
    ...rule,
    state: (structure, shape) =>
      rule.state(structure, shape).map((slot) => ({ ...slot, holdsGradients: true })),
  };
}
