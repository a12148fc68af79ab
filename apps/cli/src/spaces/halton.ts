/**
 * For each prime base, the order in which digits stand in for one another. Plain digits rise in step
 * with each other in the larger bases, and few points would lie on a diagonal.
 *
 * Paper: Braaten & Weller, Journal of Computational Physics 33, 1979,
 * https://doi.org/10.1016/0021-9991(79)90019-6
 */
const permutations = [
  [0, 1],
  [0, 2, 1],
  [0, 2, 4, 1, 3],
  [0, 3, 5, 1, 6, 2, 4],
  [0, 5, 8, 2, 10, 3, 6, 1, 9, 4, 7],
  [0, 6, 10, 2, 8, 4, 12, 1, 9, 5, 11, 3, 7],
] as const;

/** Most coordinates of a point. */
export const mostCoordinates = permutations.length;

/**
 * A point of the scrambled Halton sequence: its coordinates in (0, 1), in bases 2, 3, 5, ….
 *
 * Whatever its length, a beginning of the sequence fills the cube evenly, and goes on where a shorter
 * one has stopped.
 *
 * @param index Number of the point, from 1.
 */
export const haltonPoint = (index: number, coordinates: number): number[] =>
  permutations.slice(0, coordinates).map((digits) => radicalInverse(index, digits));

/** The digits of a number mirrored at the point, each replaced by another one. */
export function radicalInverse(index: number, digits: readonly number[]): number {
  const base = digits.length;
  let value = 0;
  let unit = 1;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    unit /= base;
    value += unit * (digits[rest % base] as number);
  }
  return value;
}
