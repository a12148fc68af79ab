import { squaredDifference, stack, sum } from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { paired } from './paired.js';

/** Root of the mean squared error, over all values of all examples, in the unit of the targets. */
export const rmse = (): Metric => ({
  measure(outputs, targets) {
    const rows = paired('rmse', outputs, targets);
    return stack([sum(squaredDifference(rows.outputs, rows.targets)), targets.size]);
  },
  add: addUp,
  value: ([squares, count]) => Math.sqrt((squares as number) / (count as number)),
});
