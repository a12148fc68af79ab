import { cast, logSoftmax, neg, stack, sum, where, zerosLike } from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { classScores, rowsOf } from './predictions.js';

/**
 * Perplexity: exp of the mean cross-entropy, over all targets.
 *
 * Outputs are logits of classes, shape [n, …, classes]; targets are numbers of classes, shape [n, …]. A target that is no class is
 * left out, such as the label that a loss ignores.
 */
export const perplexity = (): Metric => ({
  measure(outputs, targets) {
    const logits = classScores('perplexity', outputs, targets);
    const wanted = rowsOf(targets, logits.shape[1]);
    const logs = logSoftmax(logits);
    const own = where(cast(wanted, 'bool'), logs, zerosLike(logs));
    return stack([neg(sum(own)), sum(wanted)]);
  },
  add: addUp,
  value: ([entropy, count]) => Math.exp((entropy as number) / (count as number)),
});
