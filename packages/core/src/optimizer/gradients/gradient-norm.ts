import type { Tensor } from '@tensorflow/tfjs-core';
import type { GivenTotal } from '../step/totals.js';

/** The norm of the gradients of the last step, on the device until it is asked for. */
export class GradientNorm {
  #power: number | 'infinity' = 2;
  /** The total that it is computed from. */
  #total: Tensor | undefined;

  /** Keeps the norm among the totals of a step, if there is one, and disposes of the others. */
  keep(totals: readonly GivenTotal[]): void {
    this.dispose();
    for (const { gradientNorm, value } of totals) {
      if (gradientNorm === undefined || this.#total !== undefined) value.dispose();
      else {
        this.#total = value;
        this.#power = gradientNorm;
      }
    }
  }

  /** The norm; `undefined` where none was kept. */
  async read(): Promise<number | undefined> {
    if (this.#total === undefined) return undefined;
    const power = this.#power;
    const [total = Number.NaN] = await this.#total.data();
    return power === 'infinity' ? total : total ** (1 / power);
  }

  dispose(): void {
    this.#total?.dispose();
    this.#total = undefined;
  }
}
