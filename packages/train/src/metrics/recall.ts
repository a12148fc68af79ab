import { type ClassAverage, classMetric, share } from './class-counts.js';
import type { Metric } from './metric.js';

/**
 * Share of the targets of a class that are found.
 *
 * Outputs and targets are those of {@link accuracy}. A target that is no class is left out, such as the label that a loss ignores.
 * The numbers are those of scikit-learn with `zero_division=0`.
 *
 * @throws {@link OptionError} when an option is not as documented.
 */
export const recall = (options: ClassAverage = {}): Metric =>
  classMetric('recall', options, ({ hits, wanted }) => share(hits, wanted));
