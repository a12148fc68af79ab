import type { Tensor } from '@tensorflow/tfjs-core';
import { checkWord } from '../check.js';
import { type Clip, checkClip, NormClip } from './clip.js';
import { FiniteCheck, type NonFinite, type Verdict } from './non-finite.js';

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

/** Looks at all gradients of a step together, before any parameter moves. */
export class GradientGuard {
  readonly options: { readonly clip: Clip | undefined; readonly nonFinite: NonFinite };
  readonly finite: FiniteCheck;
  readonly #clip: NormClip | undefined;

  /** @throws {@link OptionError} when an option is out of range. */
  constructor(where: string, { clip, nonFinite = 'ignore' }: GuardOptions) {
    checkClip(where, clip);
    checkWord(where, { nonFinite }, 'nonFinite', ['throw', 'skip', 'ignore']);
    this.options = { clip, nonFinite };
    this.finite = new FiniteCheck(where, nonFinite);
    this.#clip = clip !== undefined && 'norm' in clip ? new NormClip(clip.norm) : undefined;
  }

  /** The norm of the last step's gradients, if they were clipped by it. */
  get norm(): Tensor | undefined {
    return this.#clip?.norm;
  }

  /** The 0-D tensors that the rules of this step read. They stay the guard's. */
  broadcasts(gradients: readonly Tensor[], verdict: Verdict): Readonly<Record<string, Tensor>> {
    return {
      ...(this.#clip && { gradientScale: this.#clip.scaleOf(gradients) }),
      ...(typeof verdict === 'object' && { refusal: verdict.refusal }),
    };
  }

  dispose(): void {
    this.finite.forget();
    this.#clip?.dispose();
  }
}
