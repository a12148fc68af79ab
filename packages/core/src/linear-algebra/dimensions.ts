/** The dimensions of a tensor that are no longer than `most`. A number has one, of size 1. */
export function dimensionsOf(shape: readonly number[], most: number): number[] {
  const sizes = shape.length === 0 ? [1] : shape;
  return [...sizes.keys()].filter((dimension) => (sizes[dimension] as number) <= most);
}
