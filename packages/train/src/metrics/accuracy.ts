import {
  argMax,
  cast,
  equal,
  greater,
  reshape,
  stack,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { classScores, isOneLogit } from './predictions.js';

/**
 * Share of the targets whose class is right.
 *
 * Outputs are scores of classes, shape [n, …, classes], the largest of which is the prediction, and targets are numbers of classes,
 * shape [n, …]. Outputs of shape [n, 1] or [n] are logits of class 1 against class 0. A target that is no class counts as wrong.
 */
export const accuracy = (): Metric => ({
  measure: (outputs, targets) => {
    const hits = sum(equal(predictedClasses(outputs, targets), flat(targets)));
    return stack([cast(hits, 'float32'), targets.size]);
  },
  add: addUp,
  value: ([hits, count]) => (hits as number) / (count as number),
});

/** Numbers of classes as int32, shape [n]. */
function predictedClasses(outputs: Tensor, targets: Tensor): Tensor {
  if (isOneLogit(outputs, targets)) {
    return cast(greater(reshape(outputs, [outputs.size]), 0), 'int32');
  }
  return argMax(classScores('accuracy', outputs, targets), -1);
}

const flat = (targets: Tensor): Tensor => cast(reshape(targets, [targets.size]), 'int32');
