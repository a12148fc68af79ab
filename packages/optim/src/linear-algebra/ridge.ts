/**
 * What is added to the diagonal of a matrix of norm 1, so that rounding leaves no eigenvalue negative: 8 √n units in the
 * last place.
 */
export const ridgeOf = (size: number, unit: number): number => 8 * Math.sqrt(size) * unit;
