import { add, div, min } from '../program/expression.js';
import { defineTransform } from '../transform/define-transform.js';
import { zeros } from '../transform/slot.js';
import type { Transform } from '../transform/transform.js';

/** Name of the update that adds the gradients of a micro-batch. */
export const accumulate = 'accumulate';

/**
 * Replaces the gradient of the last of `count` micro-batches by the mean of the gradients of all of them, in front
 * of all other transforms:
 *
 *     s ← s + g                     at each micro-batch but the last, by the update {@link accumulate}
 *     g ← (s + g) / count,  s ← 0   at the last
 *
 * A step that is taken before all of them are there divides by how many there are.
 *
 * State: `accumulated` s, with the shape of the parameter.
 */
export const meanOfMicroBatches = (count: number): Transform =>
  defineTransform({
    name: accumulate,
    state: { accumulated: { ...zeros(), holdsGradients: true } },
    scalars: (_, __, { microBatches = count }) => ({ count: microBatches }),
    update: ({ grad, accumulated }, scalars) => ({
      grad: div(add(accumulated, grad), scalars.count),
      accumulated: min(0, 0),
    }),
    further: {
      [accumulate]: ({ grad, accumulated }) => ({ accumulated: add(accumulated, grad) }),
    },
  });
