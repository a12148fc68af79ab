import { argMax, cast, equal, sum } from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';

/**
 * Share of the examples whose class is right.
 *
 * Outputs are scores of classes, shape [n, classes], the largest of which is the prediction; targets are numbers of classes, shape [n].
 */
export const accuracy = (): Metric => ({
  measure: (outputs, targets) =>
    sum(cast(equal(argMax(outputs, 1), cast(targets, 'int32')), 'float32')),
  add: addUp,
  value: ([hits], examples) => (hits as number) / examples,
});
