import { concat, fill, mean, square, squaredDifference, sub, sum } from '@tensorflow/tfjs-core';
import type { Metric } from './metric.js';
import { paired } from './paired.js';

/** Numbers of each column, one after the other in a total. */
const fields = 4;

/**
 * Coefficient of determination R², the share of the variance of the targets that is explained; of several values in an example the
 * mean of theirs. NaN where targets do not differ.
 *
 * Batches are joined by their means and squared distances, in float64, so that targets far from 0 lose no digits.
 */
export const r2 = (): Metric => ({
  measure(outputs, targets) {
    const rows = paired('r2', outputs, targets);
    const [count, columns] = rows.targets.shape;
    // Close to the mean is enough: what is missing is in the sum of the distances.
    const near = mean(rows.targets, 0);
    const distances = sub(rows.targets, near);
    return concat([
      fill([columns], count),
      near,
      sum(distances, 0),
      sum(square(distances), 0),
      sum(squaredDifference(rows.outputs, rows.targets), 0),
    ]);
  },
  add(total, numbers) {
    const columns = numbers.length / 5;
    return Array.from({ length: columns }, (_, i) => {
      const [count, near, distance, squares, errors] = [0, 1, 2, 3, 4].map(
        (row) => numbers[row * columns + i] as number,
      ) as [number, number, number, number, number];
      const batch: Moments = {
        count,
        mean: near + distance / count,
        squares: squares - distance ** 2 / count,
        errors,
      };
      const joined = i * fields < total.length ? join(momentsAt(total, i), batch) : batch;
      return [joined.count, joined.mean, joined.squares, joined.errors];
    }).flat();
  },
  value(total) {
    const columns = total.length / fields;
    let sumOfShares = 0;
    for (let i = 0; i < columns; i++) {
      const { squares, errors } = momentsAt(total, i);
      sumOfShares += squares > 0 ? 1 - errors / squares : Number.NaN;
    }
    return sumOfShares / columns;
  },
});

/** Of the targets in a column, and of the errors. */
interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Squared distances from the mean. */
  readonly squares: number;
  /** Squared errors. */
  readonly errors: number;
}

function momentsAt(total: readonly number[], column: number): Moments {
  const at = column * fields;
  const [count, mean, squares, errors] = total.slice(at, at + fields);
  return { count, mean, squares, errors } as Moments;
}

/** Moments of two sets together (Chan, Golub & LeVeque, 1979). */
function join(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const apart = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (apart * b.count) / count,
    squares: a.squares + b.squares + (apart ** 2 * a.count * b.count) / count,
    errors: a.errors + b.errors,
  };
}
