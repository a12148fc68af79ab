import { type ClassAverage, classMetric, share } from './class-counts.js';
import type { Metric } from './metric.js';

/**
 * Harmonic mean of {@link precision} and {@link recall} of a class.
 *
 * Outputs and targets are those of {@link accuracy}. A target that is no class is left out, such as the label that a loss ignores.
 * The numbers are those of scikit-learn with `zero_division=0`.
 *
 * @throws {@link OptionError} when an option is not as documented.
 */
export const f1 = (options: ClassAverage = {}): Metric =>
  classMetric('f1', options, ({ hits, predicted, wanted }) => share(2 * hits, predicted + wanted));
