import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link powerFunctionDecay}. */
export interface PowerFunctionDecayOptions {
  /** Standard deviation σ of what is averaged, as a share of the time trained, in (0, 1/√12]. */
  width: number;
}

/**
 * The decay of an average whose length grows with training: for the `decay` of {@link WeightAverage},
 * whose steps are its updates.
 *
 *     (1 − 1/t)^(γ + 1)     t = step + 1
 *
 * After t updates the one at time s ≤ t has a weight about (s/t)^γ, whatever t is. The width of this
 * profile is σ = √((γ + 1) / ((γ + 2)² (γ + 3))) of t: 0.05 averages over about the last tenth of
 * training, and γ is 16.97. The widest, 1/√12, is the mean of all, γ = 0.
 *
 * Paper: Karras et al., CVPR 2024, https://arxiv.org/abs/2312.02696
 * @throws {@link OptionError} when the width leaves its range.
 * @example
 * ```ts
 * const decay = powerFunctionDecay({ width: 0.1 });
 * const average = new WeightAverage(model, { kind: 'ema', decay });
 * ```
 */
export const powerFunctionDecay = defineSchedule({
  name: 'powerFunctionDecay',
  complete: ({ width }: PowerFunctionDecayOptions) => ({ width }),
  check(o, where) {
    checkWidth(`${where}.width`, o.width);
  },
  curve({ width }) {
    const exponent = exponentOf(width);
    return (step) => (step / (step + 1)) ** (exponent + 1);
  },
});

/** Whether a number is in (0, 1/√12]. */
export const isWidth = (width: unknown): width is number =>
  typeof width === 'number' && width > 0 && width <= Math.sqrt(1 / 12);

/** Throws unless `width` is a number in (0, 1/√12]. */
export function checkWidth(where: string, width: unknown): void {
  if (isWidth(width)) return;
  throw new OptionError(`${where}: got ${describe(width)}, expected a number in (0, 1/√12].`);
}

/**
 * The exponent γ of a profile of a given width: the largest root of
 *
 *     γ³ + 7 γ² + (16 − σ⁻²) γ + 12 − σ⁻² = 0
 */
export function exponentOf(width: number): number {
  const a = width ** -2;
  // At 1/σ the cubic is positive, increasing and convex, so Newton's steps fall to the root.
  let x = 1 / width;
  for (let last = Infinity; x < last; ) {
    last = x;
    const value = ((x + 7) * x + 16 - a) * x + 12 - a;
    x -= value / ((3 * x + 14) * x + 16 - a);
  }
  return Math.max(x, 0);
}
