/** Number of elements of a tensor. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
