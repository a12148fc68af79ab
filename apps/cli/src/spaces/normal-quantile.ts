/**
 * The number below which the share `p` of the standard normal distribution lies, 0 < p < 1, to
 * 4.5e-4.
 *
 * Book: Abramowitz & Stegun, 26.2.23.
 */
export function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const x =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -x : x;
}
