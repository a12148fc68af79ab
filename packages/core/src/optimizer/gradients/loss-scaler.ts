import { clone, keep, mul, type Scalar } from '@tensorflow/tfjs-core';
import { recording } from '../../capture/recording.js';
import { checkInteger, checkNames, checkPositive } from '../../check.js';
import { notAccepted, OptionError } from '../../errors.js';
import { registerNamed, type SavedGuard } from '../../state/named.js';
import { unscale } from '../../transforms/unscale.js';
import type { LossScaling } from './around-loss.js';
import type { LossGradients } from './loss-gradients.js';
import { skipStep } from './non-finite.js';
import type { NonFinite } from './verdict.js';

/**
 * The least factor, 2⁻¹⁴: the smallest normal number of 16 bits. A smaller one would be inexact there, or 0, and so would
 * gradients that are multiplied by it.
 */
const leastFactor = 2 ** -14;

/** The greatest factor, 2¹²⁶: its inverse is the smallest normal float32, and a GPU may take what is smaller for 0. */
const greatestFactor = 2 ** 126;

/** Options of {@link LossScaler}. */
export interface LossScalerOptions {
  /** Factor at first, in [2⁻¹⁴, 2¹²⁶]. Default `65536`. */
  initialFactor?: number;
  /** What the factor is multiplied by after enough good steps, > 1. Default `2`. */
  growthFactor?: number;
  /** What the factor is multiplied by after a step with infinite or NaN gradients, in (0, 1). Default `0.5`. */
  backoffFactor?: number;
  /** Good steps in a row before the factor grows, ≥ 1. Default `2000`. */
  growthInterval?: number;
}

/** All of a {@link LossScaler}, as plain data that JSON can hold. */
export interface LossScalerState {
  readonly factor: number;
  readonly growthFactor: number;
  readonly backoffFactor: number;
  readonly growthInterval: number;
  /** Good steps since the factor has changed. */
  readonly growthTracker: number;
}

/**
 * Multiplies a loss by a factor, so that gradients do not vanish in 16 bits, and finds the factor.
 *
 * An optimizer takes it as `lossScaler`. Its `step` and `minimize` scale the loss and return it as it
 * was; gradients are divided by the factor inside the fused kernel, before they are clipped; and a step
 * whose gradients are infinite or NaN is skipped. After such a step the factor is multiplied by
 * `backoffFactor`, after `growthInterval` good ones in a row by `growthFactor`. Whoever computes gradients by
 * `tf.variableGrads` scales the loss by {@link scale}.
 *
 * The factor stays within 2⁻¹⁴, the smallest normal number of 16 bits, and 2¹²⁶, whose inverse is the smallest of
 * float32. A loss that overflows at 2⁻¹⁴ too has left the range of 16 bits by itself: every step is skipped until it is
 * back. Within these bounds the numbers are those of `torch.amp.GradScaler`, whose factor can fall to 0 and make NaN of
 * the next good step.
 *
 * In TensorFlow.js 16 bits are those of WebGL on many phones. On WebGPU the factor follows when the device has answered, usually a step
 * later; `await optimizer.settled()` waits for it. Each optimizer needs a scaler of its own.
 *
 * Paper: Micikevicius et al., ICLR 2018, https://arxiv.org/abs/1710.03740
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new AdamW(model, { lossScaler: new LossScaler() });
 * optimizer.step(() => crossEntropy(model.forward(images), labels));
 * ```
 */
export class LossScaler implements LossScaling {
  /** What an optimizer with the scaler puts in front of its rule. */
  readonly transform = unscale;
  #growth: Omit<LossScalerState, 'factor' | 'growthTracker'>;
  #factor: number;
  #growthTracker = 0;
  /** The factor of the last loss, since a late answer may change it before the gradients are there. */
  #lastFactor: number | undefined;

  constructor(options: LossScalerOptions = {}) {
    checkNames('LossScaler', options, [
      'initialFactor',
      'growthFactor',
      'backoffFactor',
      'growthInterval',
    ]);
    const {
      initialFactor = 65536,
      growthFactor = 2,
      backoffFactor = 0.5,
      growthInterval = 2000,
    } = options;
    this.#growth = { growthFactor, backoffFactor, growthInterval };
    this.#factor = initialFactor;
    checkState('LossScaler', 'initialFactor', this.stateDict());
  }

  /** What the next loss is multiplied by. */
  get factor(): number {
    return this.#factor;
  }

  /** What the last loss was multiplied by, and its gradients with it. */
  get lastFactor(): number {
    return this.#lastFactor ?? this.#factor;
  }

  /** The loss times the factor: a new tensor, which the caller disposes of. */
  scale(loss: Scalar): Scalar {
    const read = () => {
      this.#lastFactor = this.#factor;
      return this.#factor;
    };
    return mul(loss, recording()?.number(read) ?? read());
  }

  /** What an optimizer with the scaler does at gradients that are not finite: {@link skipStep}, and nothing else. */
  withNonFinite(where: string, asked: NonFinite = skipStep): NonFinite {
    const { guard } = asked.config;
    // By its name: two copies of a package have an object each.
    if (guard === skipStep.config.guard) return asked;
    throw new OptionError(
      `${where}.nonFinite: got ${guard} with a lossScaler, expected skipStep: a factor is ` +
        'found by steps that overflow.',
    );
  }

  /**
   * Adapts the factor. The optimizer that has the scaler calls it after each step.
   *
   * @param overflowed Whether a gradient was infinite or NaN.
   */
  update(overflowed: boolean): void {
    const { growthFactor, backoffFactor, growthInterval } = this.#growth;
    if (overflowed) {
      this.#factor = Math.max(leastFactor, Math.fround(this.#factor * backoffFactor));
      this.#growthTracker = 0;
      return;
    }
    this.#growthTracker++;
    if (this.#growthTracker < growthInterval) return;
    this.#factor = Math.min(greatestFactor, Math.fround(this.#factor * growthFactor));
    this.#growthTracker = 0;
  }

  /** The gradients of the scaled loss, and the loss as it was: divided again, it could have overflowed. */
  gradients(loss: () => Scalar, compute: (loss: () => Scalar) => LossGradients): LossGradients {
    let kept: Scalar | undefined;
    try {
      const { value, grads } = compute(() => {
        const given = loss();
        kept = keep(clone(given));
        return this.scale(given);
      });
      value.dispose();
      return { value: clone(kept as Scalar), grads };
    } finally {
      kept?.dispose();
    }
  }

  /** What a configuration says of it. */
  get config(): SavedGuard {
    return { guard: 'LossScaler', ...this.stateDict() };
  }

  /** Everything that is needed to go on. */
  stateDict(): LossScalerState {
    return { factor: this.#factor, ...this.#growth, growthTracker: this.#growthTracker };
  }

  /**
   * Goes on from a {@link stateDict}.
   *
   * @throws {@link OptionError} when a number in it is out of range; then nothing has changed.
   */
  loadStateDict(state: LossScalerState): void {
    if (typeof state !== 'object' || state === null) {
      throw notAccepted('LossScaler.loadStateDict', state, 'what stateDict() returned');
    }
    const { factor, growthTracker, ...growth } = state;
    checkNames('LossScaler.loadStateDict', state, Object.keys(this.stateDict()));
    checkState('LossScaler.loadStateDict', 'factor', state);
    checkInteger('LossScaler.loadStateDict', { growthTracker }, 0, 'growthTracker');
    this.#factor = factor;
    this.#growthTracker = growthTracker;
    this.#growth = growth;
    this.#lastFactor = undefined;
  }
}

registerNamed('guard', 'LossScaler', (state) => {
  const scaler = new LossScaler();
  scaler.loadStateDict(state as unknown as LossScalerState);
  return scaler;
});

function checkState(where: string, factorName: string, state: LossScalerState): void {
  const { factor, growthFactor, backoffFactor, growthInterval } = state;
  if (!(factor >= leastFactor && factor <= greatestFactor)) {
    throw notAccepted(`${where}.${factorName}`, factor, 'a number in [2⁻¹⁴, 2¹²⁶]');
  }
  checkPositive(where, { growthFactor, backoffFactor }, 'growthFactor', 'backoffFactor');
  checkInteger(where, { growthInterval }, 1, 'growthInterval');
  if (growthFactor <= 1) {
    throw new OptionError(`${where}.growthFactor: got ${growthFactor}, expected a number > 1.`);
  }
  if (backoffFactor >= 1) {
    throw new OptionError(`${where}.backoffFactor: got ${backoffFactor}, expected one in (0, 1).`);
  }
}
