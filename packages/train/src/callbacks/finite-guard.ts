import { TensorError } from '@nadir/core';
import { checkInteger, checkNames } from '@nadir/core/internal';
import { dispose, type TensorContainer } from '@tensorflow/tfjs-core';
import type { Callback } from '../trainer/callback.js';
import { nonFiniteIn } from '../trainer/guard.js';

/** Options of {@link finiteGuard}. */
export interface FiniteGuardOptions {
  /** Steps between looks, ≥ 1. Default `1`. */
  every?: number;
}

/**
 * The callback that ends training at the first step after which a weight, a running statistic, a state of the optimizer or an average
 * holds NaN or an infinity, with an error that names it.
 *
 * Without it a trainer looks at the weights when the loss is not finite, which may be a step later. Each look reads all of the state
 * on its device, and one number for each tensor from there.
 *
 * @throws {@link OptionError} when an option is out of range.
 * @example
 * ```ts
 * const trainer = new Trainer({ model, optimizer, loss, epochs: 10, callbacks: [finiteGuard({ every: 100 })] });
 * ```
 */
export function finiteGuard(options: FiniteGuardOptions = {}): Callback {
  checkNames('finiteGuard', options, ['every']);
  const { every = 1 } = options;
  checkInteger('finiteGuard', { every }, 1, 'every');
  return {
    name: 'finiteGuard',
    async onStep(run, { step, loss }) {
      if (step % every !== 0) return;
      const { tensors } = await run.stateDict();
      const [first, ...others] = await nonFiniteIn(Object.entries(tensors));
      dispose(tensors as TensorContainer);
      if (first === undefined) return;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      throw new TensorError(
        `finiteGuard: got NaN or an infinity in "${first}"${more} after step ${step} with a loss of ${loss}, expected finite numbers. ` +
          'Lower the learning rate, clip: clipByGlobalNorm(1), or leave such steps out: nonFinite: skipStep. Go on from the last checkpoint.',
      );
    },
  };
}
