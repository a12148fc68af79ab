/** The points of a series over its numbers 1, 2, …. */
export const counted = (values: readonly number[]): (readonly [number, number])[] =>
  values.map((value, i) => [i + 1, value]);
