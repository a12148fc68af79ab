import { checkInteger, checkWord } from '../../check.js';
import { describe, OptionError } from '../../errors.js';
import { type Clip, checkClip } from './clip.js';
import type { LossScaler } from './loss-scaler.js';
import type { NonFinite } from './non-finite.js';
import { checkSharpnessAware, type SharpnessAware } from './sharpness.js';

/** Options about gradients that concern all parameters together. */
export interface GuardOptions {
  /**
   * Micro-batches of a step, an integer ≥ 1. Their gradients are added up, and the last of them takes a
   * step by the mean; clipping and penalties act on that. Default `1`.
   */
  accumulate?: number | undefined;
  /** Bound on the gradients of all parameters together. Default: none. */
  clip?: Clip | undefined;
  /**
   * What a NaN or infinite gradient does: `'throw'` an error that names the parameter, `'skip'` the
   * whole step as if it had not been asked for, or `'ignore'` it. Default `'ignore'`; the others
   * read one number per parameter back from the device at each step.
   *
   * On WebGPU, which can't be read at once, the device holds back the step, and the host follows when
   * it hears of it: counts are taken back, an error is thrown by the next step or by `settled()`.
   */
  nonFinite?: NonFinite | undefined;
  /** Scales losses, so that gradients do not vanish in 16 bits. It has `nonFinite: 'skip'` with it. Default: none. */
  lossScaler?: LossScaler | undefined;
  /**
   * Take gradients where the loss is highest within a radius: SAM, or ASAM. The loss is computed
   * twice in a step. Default: no.
   */
  sharpnessAware?: SharpnessAware | undefined;
}

/** Those options, complete. */
export interface Guard {
  readonly accumulate: number;
  readonly clip: Clip | undefined;
  readonly nonFinite: NonFinite;
  readonly lossScaler: LossScaler | undefined;
  readonly sharpnessAware: SharpnessAware | undefined;
}

/** @throws {@link OptionError} when an option is out of range. */
export function checkGuard(
  where: string,
  { accumulate = 1, clip, nonFinite, lossScaler, sharpnessAware }: GuardOptions,
): Guard {
  checkInteger(where, { accumulate }, 1, 'accumulate');
  checkClip(where, clip);
  checkSharpnessAware(where, sharpnessAware);
  if (lossScaler !== undefined && typeof lossScaler?.update !== 'function') {
    throw new OptionError(
      `${where}.lossScaler: got ${describe(lossScaler)}, expected a LossScaler. Write new LossScaler().`,
    );
  }
  const chosen = nonFinite ?? (lossScaler === undefined ? 'ignore' : 'skip');
  checkWord(where, { nonFinite: chosen }, 'nonFinite', ['throw', 'skip', 'ignore']);
  if (lossScaler !== undefined && chosen !== 'skip') {
    throw new OptionError(
      `${where}.nonFinite: got ${describe(chosen)} with a lossScaler, expected 'skip': a factor is ` +
        'found by steps that overflow.',
    );
  }
  return { accumulate, clip, nonFinite: chosen, lossScaler, sharpnessAware };
}
