/** The dimensions of a tensor that are no longer than `most`, and not empty. A number has one, of size 1. */
export function dimensionsOf(shape: readonly number[], most: number): number[] {
  const sizes = shape.length === 0 ? [1] : shape;
  const fits = (size: number) => size > 0 && size <= most;
  return [...sizes.keys()].filter((dimension) => fits(sizes[dimension] as number));
}
