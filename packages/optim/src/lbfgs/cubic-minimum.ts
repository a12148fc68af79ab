/** A place t on a line, with loss and slope there. */
export interface Place {
  readonly t: number;
  readonly loss: number;
  readonly slope: number;
}

/**
 * Where the cubic through two places, with their slopes, has its minimum, kept within bounds. Where it has
 * none, or a loss is infinite: the middle of the bounds.
 *
 * @param least Lower bound. Default: the smaller t.
 * @param greatest Upper bound. Default: the larger t.
 */
export function cubicMinimum(
  a: Place,
  b: Place,
  least = Math.min(a.t, b.t),
  greatest = Math.max(a.t, b.t),
): number {
  const [near, far] = a.t <= b.t ? [a, b] : [b, a];
  const d1 = near.slope + far.slope - (3 * (near.loss - far.loss)) / (near.t - far.t);
  const d2 = Math.sqrt(d1 ** 2 - near.slope * far.slope);
  const share = (far.slope + d2 - d1) / (far.slope - near.slope + 2 * d2);
  const t = far.t - (far.t - near.t) * share;
  return Number.isNaN(t) ? (least + greatest) / 2 : Math.min(Math.max(t, least), greatest);
}
