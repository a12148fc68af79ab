import { cast, concat, reshape, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import type { Metric } from './metric.js';
import { classScores, isOneLogit } from './predictions.js';
import { rocArea } from './roc-area.js';

/**
 * Area under the ROC curve, exact: equal scores count half.
 *
 * Outputs are logits. Of shape [n] or [n, 1], or of two classes, it is the area of class 1; of more classes it is the mean over the
 * areas of each against the rest, by their softmax probabilities. Classes without a target, or with all of them, are left out.
 *
 * Memory: every score of an epoch is kept on the host until its end, and checkpoints in its middle hold them.
 */
export const auc = (): Metric => ({
  measure(outputs, targets) {
    const count = targets.size;
    const scores = isOneLogit(outputs, targets)
      ? (reshape(outputs, [count, 1]) as Tensor2D)
      : classScores('auc', outputs, targets);
    const labels = cast(reshape(targets, [count, 1]), 'float32') as Tensor2D;
    const rows = concat([cast(scores, 'float32') as Tensor2D, labels], 1);
    return concat([tensor1d([scores.shape[1]]), reshape(rows, [rows.size])]);
  },
  add(total, numbers) {
    for (let i = total.length === 0 ? 0 : 1; i < numbers.length; i++)
      total.push(numbers[i] as number);
    return total;
  },
  value(total) {
    const [columns = 1] = total;
    const examples = (total.length - 1) / (columns + 1);
    const rowOf = (example: number) => 1 + example * (columns + 1);
    const areaOf = (target: number, score: (row: number) => number) =>
      rocArea(
        Float64Array.from({ length: Math.max(0, examples) }, (_, i) => score(rowOf(i))),
        (example) => total[rowOf(example) + columns] === target,
      );
    const at = (index: number) => total[index] as number;
    if (columns === 1) return areaOf(1, at);
    if (columns === 2) return areaOf(1, (row) => at(row + 1) - at(row));
    const wanted = new Set(Array.from({ length: examples }, (_, i) => at(rowOf(i) + columns)));
    const classes = Array.from({ length: columns }, (_, i) => i).filter((i) => wanted.has(i));
    if (wanted.size < 2) return Number.NaN;
    const areas = classes.map((i) => areaOf(i, (row) => logOdds(total, row, columns, i)));
    return areas.reduce((sum, area) => sum + area, 0) / areas.length;
  },
});

/** log(p / (1 − p)) for the softmax probability p of a class. Unlike p itself, it has no bound where scores become equal. */
function logOdds(values: readonly number[], from: number, classes: number, own: number): number {
  let greatest = -Infinity;
  for (let i = 0; i < classes; i++) {
    if (i !== own) greatest = Math.max(greatest, values[from + i] as number);
  }
  let rest = 0;
  for (let i = 0; i < classes; i++) {
    if (i !== own) rest += Math.exp((values[from + i] as number) - greatest);
  }
  return (values[from + own] as number) - greatest - Math.log(rest);
}
