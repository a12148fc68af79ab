import { exponentOf } from '../schedules/averaging/power-function-decay.js';
import { solve } from './solve.js';

/**
 * How much an average after `end` updates holds of the weights of each time s ≤ `end`:
 *
 *     (γ + 1) s^γ / end^(γ + 1)
 */
export interface Profile {
  readonly end: number;
  /** Standard deviation of s, as a share of `end`; it says what γ is. */
  readonly width: number;
}

/** ∫ p q ds, the inner product of two profiles. */
export function innerProduct(p: Profile, q: Profile): number {
  const [a, b] = [exponentOf(p.width), exponentOf(q.width)];
  const [first, later, ofLater] = p.end < q.end ? [p.end, q.end, b] : [q.end, p.end, a];
  return (((a + 1) * (b + 1)) / ((a + b + 1) * later)) * (first / later) ** ofLater;
}

/**
 * By what the averages with given profiles are multiplied, so that their sum has a profile as close as
 * can be to the one wanted, in the sense of least squares. The factors add up to 1.
 */
export function combination(given: readonly Profile[], wanted: Profile): number[] {
  const products = given.map((p) => given.map((q) => innerProduct(p, q)));
  const factors = solve(
    products,
    given.map((p) => innerProduct(p, wanted)),
  );
  const total = factors.reduce((sum, factor) => sum + factor, 0);
  return factors.map((factor) => factor / total);
}
