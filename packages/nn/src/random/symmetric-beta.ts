import { type RandomDraw, threefry } from '@nadir/core';

/**
 * A number of the beta distribution whose two parameters are both α > 0, made on the host. From the two
 * words a, b of Threefry-2x32-20 for the element `index` of a draw:
 *
 *     u = (a + 1) / 2³²       c = cos(2π b / 2³²)       s = u^(1/α) / (1 − u^(1/α))
 *     x = ½ + ½ c / √(c² + s)
 *
 * c / √s times √(2α) has Student's distribution with 2α degrees of freedom, whose sine is beta. No
 * number is thrown away, so a draw takes one element whatever α.
 *
 * Papers: Bailey 1994, https://doi.org/10.1090/S0025-5718-1994-1219702-8; Devroye 1996,
 * https://doi.org/10.1145/256562.256698
 */
export function symmetricBeta(
  alpha: number,
  { key, stream, step }: RandomDraw,
  index: number,
): number {
  const [a, b] = threefry(key, stream, index, step);
  const power = ((a + 1) / 2 ** 32) ** (1 / alpha);
  const cosine = Math.cos((2 * Math.PI * b) / 2 ** 32);
  // For power 1 this divides by ∞, for 0 by |c|: both are right.
  return 0.5 + (0.5 * cosine) / Math.sqrt(cosine ** 2 + power / (1 - power));
}
