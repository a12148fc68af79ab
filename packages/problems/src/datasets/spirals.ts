import { integer, number, readOptions } from '../check.js';
import type { ClassificationDataset, TrainTest } from './dataset.js';
import { classifiedPoints, numbered, type SyntheticOptions, syntheticOptions } from './points.js';

/** Options of {@link spirals}. */
export interface SpiralsOptions extends SyntheticOptions {
  /** Number of spirals, an integer in [2, 20]. Default `2`. */
  readonly classes?: number;
  /** Turns of each spiral around the centre, in (0, 10]. Default `1.5`. */
  readonly turns?: number;
  /** Standard deviation of the noise on each coordinate, in [0, 10]. Default `0.02`. */
  readonly noise?: number;
}

const table = {
  ...syntheticOptions,
  classes: integer(2, '[2, 20]'),
  turns: number(1.5, '(0, 10]'),
  noise: number(0.02, '[0, 10]'),
};

/**
 * Interlocking spirals around the origin, one for each class.
 *
 * The point of class c at r is r (cos φ, sin φ) with φ = 2π (`turns` · r + c / `classes`), where
 * r = 1/n, 2/n, …, 1 for the n examples of the class.
 *
 * With two classes it is a form of the two-spirals problem: Lang & Witbrock, Learning to tell two
 * spirals apart, Proceedings of the 1988 Connectionist Models Summer School.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const { train, test } = spirals({ examples: 600, classes: 3 });
 * ```
 */
export function spirals(options: SpiralsOptions = {}): TrainTest<ClassificationDataset> {
  const { classes, turns, ...rest } = readOptions('spirals', options, table);
  return classifiedPoints('spirals', numbered('spiral', classes), rest, (label, k, count) => {
    const r = (k + 1) / count;
    const angle = 2 * Math.PI * (turns * r + label / classes);
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
}
