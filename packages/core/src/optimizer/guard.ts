import { checkWord } from '../check.js';
import { describe, OptionError } from '../errors.js';
import { type Clip, checkClip } from './clip.js';
import type { LossScaler } from './loss-scaler.js';
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
  /** Scales losses, so that gradients do not vanish in 16 bits. It has `nonFinite: 'skip'` with it. Default: none. */
  lossScaler?: LossScaler | undefined;
}

/** Those options, complete. */
export interface Guard {
  readonly clip: Clip | undefined;
  readonly nonFinite: NonFinite;
  readonly lossScaler: LossScaler | undefined;
}

/** @throws {@link OptionError} when an option is out of range. */
export function checkGuard(where: string, { clip, nonFinite, lossScaler }: GuardOptions): Guard {
  checkClip(where, clip);
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
  return { clip, nonFinite: chosen, lossScaler };
}
