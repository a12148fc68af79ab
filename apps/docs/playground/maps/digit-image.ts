/** Pixels along each side of an image of a digit. */
export const side = 8;

/** Share of the ink of a cell that runs into the four beside it. */
const bleed = 0.25;

/** What was drawn, as an image with soft edges like those that networks learn: 0 for paper to 1 for ink. */
export function imageOf(cells: readonly boolean[]): Float32Array {
  const inked = (row: number, column: number) =>
    row >= 0 && row < side && column >= 0 && column < side && cells[row * side + column] ? 1 : 0;
  return Float32Array.from({ length: side * side }, (_, i) => {
    const row = Math.floor(i / side);
    const column = i % side;
    const around =
      inked(row - 1, column) +
      inked(row + 1, column) +
      inked(row, column - 1) +
      inked(row, column + 1);
    return Math.min(1, inked(row, column) + bleed * around);
  });
}
