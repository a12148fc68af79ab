import { checkWord } from '../check.js';
import { type Clip, checkClip } from './clip.js';
import type { NonFinite } from './non-finite.js';

/** Options about gradients that concern all parameters together. */
export interface GuardOptions {
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
}

/** Those options, complete. */
export interface Guard {
  readonly clip: Clip | undefined;
  readonly nonFinite: NonFinite;
}

/** @throws {@link OptionError} when an option is out of range. */
export function checkGuard(where: string, { clip, nonFinite = 'ignore' }: GuardOptions): Guard {
  checkClip(where, clip);
  checkWord(where, { nonFinite }, 'nonFinite', ['throw', 'skip', 'ignore']);
  return { clip, nonFinite };
}
