import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { squaredGradientNorm } from '../modifiers/clip-by-global-norm.js';
import { totalOf } from './total.js';

/**
 * The totals of a step, in the making: each over the parameters that one rule moves, but for the norm of the
 * gradients, which is over all of them.
 */
export class Totals {
  readonly #made: Record<string, Tensor> = {};
  #summands: Record<string, Tensor[]> = {};

  /** Takes one parameter's share of totals. */
  add(part: number, shares: Readonly<Record<string, Tensor>>): void {
    for (const [name, share] of Object.entries(shares)) {
      const key = keyOf(part, name);
      this.#summands[key] ??= [];
      this.#summands[key].push(share);
    }
  }

  /** Adds up what all parameters have given. */
  addUp(): void {
    for (const [key, shares] of Object.entries(this.#summands)) {
      this.#made[key] = keep(totalOf(shares));
    }
    this.#summands = {};
  }

  /** Those that one part reads, by the names of its rule. */
  of(part: number): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      Object.entries(this.#made).flatMap(([key, tensor]) => {
        const name = key.replace(/^\d+ /, '');
        return key === keyOf(part, name) ? [[name, tensor] as const] : [];
      }),
    );
  }

  /** Those of all parts. The caller disposes of them. */
  get all(): Readonly<Record<string, Tensor>> {
    return this.#made;
  }
}

const keyOf = (part: number, name: string): string =>
  name === `#${squaredGradientNorm}` ? name : `${part} ${name}`;
