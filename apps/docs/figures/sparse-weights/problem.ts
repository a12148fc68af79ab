import { noise } from '../../engine/noise.js';

/** Features, and how many examples there are of them. */
export const features = 20;
const examples = 60;

/** The weights that made the targets: four features matter. */
export const truth: readonly number[] = Array.from(
  { length: features },
  (_, j) => ({ 2: 1.5, 6: -1, 11: 0.7, 16: -0.4 })[j] ?? 0,
);

const inputs = Array.from({ length: examples }, (_, i) => noise(100 + i, features));
const errors = noise(99, examples);
const targets = inputs.map((row, i) => dot(row, truth) + 0.5 * (errors[i] ?? 0));

// Half the mean squared error of weights w is ½ wᵀ G w − bᵀ w and a constant.
const columns = truth.map((_, j) => inputs.map((row) => row[j] ?? 0));
const g = columns.map((column) => columns.map((other) => dot(column, other) / examples));
const b = columns.map((column) => dot(column, targets) / examples);

/** The gradient of half the mean squared error. */
export const gradientAt = (weights: ArrayLike<number>): number[] =>
  g.map((row, j) => dot(row, weights) - (b[j] ?? 0));

function dot(one: readonly number[], other: ArrayLike<number>): number {
  return one.reduce((sum, x, i) => sum + x * (other[i] ?? 0), 0);
}
