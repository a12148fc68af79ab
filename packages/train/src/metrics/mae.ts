import { abs, stack, sub, sum } from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { paired } from './paired.js';

/** Mean absolute error, over all values of all examples, in the unit of the targets. */
export const mae = (): Metric => ({
  measure(outputs, targets) {
    const rows = paired('mae', outputs, targets);
    return stack([sum(abs(sub(rows.outputs, rows.targets))), targets.size]);
  },
  add: addUp,
  value: ([errors, count]) => (errors as number) / (count as number),
});
