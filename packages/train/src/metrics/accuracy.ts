import { mul, stack, sum } from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { predictions } from './predictions.js';

/**
 * Share of the targets whose class is right.
 *
 * Outputs are scores of classes, shape [n, …, classes], the largest of which is the prediction, and targets are numbers of classes,
 * shape [n, …]. Outputs of shape [n, 1] or [n] are logits of class 1 against class 0. A target that is no class counts as wrong.
 */
export const accuracy = (): Metric => ({
  measure(outputs, targets) {
    const { predicted, wanted } = predictions('accuracy', outputs, targets);
    return stack([sum(mul(predicted, wanted)), targets.size]);
  },
  add: addUp,
  value: ([hits, count]) => (hits as number) / (count as number),
});
