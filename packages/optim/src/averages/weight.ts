/** How an `Ema` begins. */
export type EmaStart = 'corrected' | 'first' | 'zero';

/**
 * How far an exponential average moves toward its t-th value: w in `mean ← mean + w (x − mean)`.
 *
 * With the weight a = 1 − decay per value, the corrected average is V / (1 − (1 − a)ᵗ), where
 * V ← (1 − a) V + a x. Written as a recursion in the corrected mean itself this is
 *
 *     w = a / (1 − (1 − a)ᵗ)
 *
 * because (1 − a) (1 − (1 − a)ᵗ⁻¹) = (1 − (1 − a)ᵗ) − a. So w is 1 at t = 1, which makes the first
 * mean the first value, and a constant series stays what it is: neither holds for the division.
 *
 * @param weight Weight a of one value, in (0, 1].
 * @param t Number of the value, from 1.
 */
export function exponentialWeight(weight: number, start: EmaStart, t: number): number {
  if (start === 'zero') return weight;
  if (t === 1) return 1;
  if (start === 'first') return weight;
  // 1 − (1 − a)ᵗ without cancellation, for the smallest a as well.
  return weight / -Math.expm1(t * Math.log1p(-weight));
}
