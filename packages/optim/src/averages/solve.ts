/**
 * The solution x of A x = b, by Gaussian elimination with the largest pivot of each column.
 *
 * @param matrix Square, regular. It is not changed.
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  const size = rows.length;
  const at = (row: number[] | undefined, column: number) => row?.[column] as number;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(at(rows[i], column)) > Math.abs(at(rows[pivot], column))) pivot = i;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    for (const row of rows.slice(column + 1)) {
      const factor = at(row, column) / at(rows[column], column);
      for (let j = column; j <= size; j++) row[j] = at(row, j) - factor * at(rows[column], j);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = at(rows[i], size);
    for (let j = i + 1; j < size; j++) rest -= at(rows[i], j) * at(solution, j);
    solution[i] = rest / at(rows[i], i);
  }
  return solution;
}
