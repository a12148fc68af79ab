import { OptionError } from '@nadir/core';
import { checkPositive, describe } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link chebyshev}. */
export interface ChebyshevOptions {
  /** Smallest curvature m, the least eigenvalue of the loss's Hessian, > 0. */
  smallest: number;
  /** Largest curvature M, at least m. */
  largest: number;
  /** Number of steps T of one round, a power of 2. */
  steps: number;
}

/**
 * Chebyshev step sizes in fractal order: plain gradient descent with the speed of momentum.
 *
 *     γᵢ = 1 / ((M + m)/2 − (M − m)/2 · cos((i + ½) π / T))     i = 0, …, T − 1
 *
 * are the inverses of the roots of a Chebyshev polynomial. After one round, in any order, the error of
 * a quadratic loss with curvatures in [m, M] is smaller by the factor T_T((M + m) / (M − m)), the best
 * that T step sizes can do. Single steps are up to 1/m, far beyond the 2/M from where descent diverges; the
 * fractal order, i(0) = 0 and i(2j), i(2j + 1) = i(j), T − 1 − i(j), keeps what they do in between
 * small. After T steps it begins again.
 *
 * Paper: Agarwal, Goel & Zhang, ICML 2021, https://arxiv.org/abs/2103.01338
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SGD([w], {
 *   learningRate: chebyshev({ smallest: 0.05, largest: 1, steps: 16 }),
 * });
 * ```
 */
export const chebyshev = defineSchedule({
  name: 'chebyshev',
  complete: ({ smallest, largest, steps }: ChebyshevOptions) => ({ smallest, largest, steps }),
  check({ smallest, largest, steps }, where) {
    checkPositive(where, { smallest, largest }, 'smallest', 'largest');
    if (smallest > largest) {
      throw new OptionError(
        `${where}.smallest: got ${smallest}, expected at most largest, ${largest}.`,
      );
    }
    if (!(Number.isSafeInteger(steps) && steps >= 1 && Number.isInteger(Math.log2(steps)))) {
      throw new OptionError(`${where}.steps: got ${describe(steps)}, expected a power of 2.`);
    }
  },
  curve({ smallest, largest, steps }) {
    const [centre, radius] = [(largest + smallest) / 2, (largest - smallest) / 2];
    return (step) => {
      const root = fractal(Math.floor(step) % steps, steps);
      return 1 / (centre - radius * Math.cos(((root + 0.5) * Math.PI) / steps));
    };
  },
});

/** Which of the roots comes at a position of the fractal order. */
function fractal(position: number, size: number): number {
  if (size === 1) return 0;
  const inHalf = fractal(Math.floor(position / 2), size / 2);
  return position % 2 === 0 ? inHalf : size - 1 - inHalf;
}
