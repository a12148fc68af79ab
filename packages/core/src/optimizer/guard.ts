import { checkInteger, checkWord } from '../check.js';
import { type Clip, checkClip } from './clip.js';
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
  readonly sharpnessAware: SharpnessAware | undefined;
}

/** @throws {@link OptionError} when an option is out of range. */
export function checkGuard(
  where: string,
  { accumulate = 1, clip, nonFinite = 'ignore', sharpnessAware }: GuardOptions,
): Guard {
  checkInteger(where, { accumulate }, 1, 'accumulate');
  checkClip(where, clip);
  checkSharpnessAware(where, sharpnessAware);
  checkWord(where, { nonFinite }, 'nonFinite', ['throw', 'skip', 'ignore']);
  return { accumulate, clip, nonFinite, sharpnessAware };
}
