import type { Tensor } from '@tensorflow/tfjs-core';
import type { GivenTotal } from '../step/totals.js';

/** The norm of the gradients of a step, on the device until it is asked for. */
export class GradientNorm {
  readonly #power: number | 'infinity';
  /** The total that it is computed from. */
  readonly #total: Tensor;

  private constructor(power: number | 'infinity', total: Tensor) {
    this.#power = power;
    this.#total = total;
  }

  /** The norm among the totals of a step, if there is one. The others are disposed of. */
  static among(totals: readonly GivenTotal[]): GradientNorm | undefined {
    let norm: GradientNorm | undefined;
    for (const { gradientNorm, value } of totals) {
      if (gradientNorm === undefined || norm !== undefined) value.dispose();
      else norm = new GradientNorm(gradientNorm, value);
    }
    return norm;
  }

  async read(): Promise<number> {
    const power = this.#power;
    const [total = Number.NaN] = await this.#total.data();
    return power === 'infinity' ? total : total ** (1 / power);
  }

  dispose(): void {
    this.#total.dispose();
  }
}
