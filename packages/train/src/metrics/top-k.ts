import { checkInteger } from '@nadir/core/internal';
import {
  cast,
  equal,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  range,
  stack,
  sum,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { addUp } from './add-up.js';
import type { Metric } from './metric.js';
import { classScores, rowsOf } from './predictions.js';

/**
 * Share of the targets whose class is among the `k` with the largest scores. Of equal scores the class with the lower number comes
 * first, so that `topK(1)` is the accuracy.
 *
 * Outputs are scores of classes, shape [n, …, classes]; targets are numbers of classes, shape [n, …].
 *
 * @param k An integer ≥ 1.
 * @throws {@link OptionError} when it is none.
 */
export function topK(k: number): Metric {
  checkInteger('topK', { k }, 1, 'k');
  return {
    measure(outputs, targets) {
      const scores = classScores('topK', outputs, targets);
      const [, classes] = scores.shape;
      const wanted = rowsOf(targets, classes);
      const own = sum(where(cast(wanted, 'bool'), scores, zerosLike(scores)), 1, true);
      const numbers = range(0, classes);
      const isBefore = less(numbers, sum(mul(wanted, numbers), 1, true));
      // NaN is not ≤ anything, so it comes before every target.
      const comes = logicalOr(
        logicalNot(lessEqual(scores, own)),
        logicalAnd(equal(scores, own), isBefore),
      );
      const isHit = less(sum(cast(comes, 'float32'), 1), k);
      const isClass = sum(wanted, 1);
      return stack([sum(mul(cast(isHit, 'float32'), isClass)), targets.size]);
    },
    add: addUp,
    value: ([hits, count]) => (hits as number) / (count as number),
  };
}
