import type { NumberArray, TensorOp } from '@nadir/core';
import { add, div, maximum, mean, mul, sub, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Means of squares by rows and by columns, and the product of both, which stands for the mean of each element.
 *
 *     R ← R + w (mean of g² over a row − R)
 *     C ← C + w (mean of g² over a column − C)
 *     V = R C / max(mean of R, ε)
 *
 * Inputs are g², R and C; R has one column and C one row. Of more than two dimensions the last two are rows
 * and columns, and every matrix of them stands for itself.
 */
export const factoredVariance = {
  name: 'factoredVariance',
  results: { rows: 'tensor', columns: 'tensor', variance: 'float32' },

  run(inputs, { weight = 0, epsilon = 0 }) {
    const [squares, r, c] = inputs as [Tensor, Tensor, Tensor];
    const move = (from: Tensor, to: Tensor) => add(from, mul(sub(to, from), weight));
    const rows = move(r, mean(squares, -1, true));
    const columns = move(c, mean(squares, -2, true));
    // Divided first, so that the product of small means does not vanish.
    const relative = div(rows, maximum(mean(rows, -2, true), epsilon));
    return { rows, columns, variance: mul(relative, columns) };
  },

  interpret(
    inputs,
    { weight = 0, epsilon = 0 },
  ): { rows: NumberArray; columns: NumberArray; variance: NumberArray } {
    const [squares, r, c] = inputs as [NumberArray, NumberArray, NumberArray];
    const [height = 1, width = 1] = squares.shape.slice(-2);
    const rowOf = (i: number) => Math.floor(i / width);
    const columnOf = (i: number) => Math.floor(i / (height * width)) * width + (i % width);
    const rows = Float64Array.from(r.values, (x) => (1 - weight) * x);
    const columns = Float64Array.from(c.values, (x) => (1 - weight) * x);
    squares.values.forEach((square, i) => {
      addTo(rows, rowOf(i), (weight * square) / width);
      addTo(columns, columnOf(i), (weight * square) / height);
    });
    const means = new Float64Array(rows.length / height);
    rows.forEach((row, i) => {
      addTo(means, Math.floor(i / height), row / height);
    });
    const variance = Float64Array.from(squares.values, (_, i) => {
      const scale = Math.max(means[Math.floor(rowOf(i) / height)] as number, epsilon);
      return ((rows[rowOf(i)] as number) * (columns[columnOf(i)] as number)) / scale;
    });
    return {
      rows: { shape: r.shape, values: rows },
      columns: { shape: c.shape, values: columns },
      variance: { shape: squares.shape, values: variance },
    };
  },
} as const satisfies TensorOp;

function addTo(array: Float64Array, i: number, value: number): void {
  array[i] = (array[i] as number) + value;
}
