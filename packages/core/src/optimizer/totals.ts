import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { isNormTotal } from '../modifiers/clip-by-global-norm.js';
import type { Reduction } from '../program/expression.js';
import { totalOf } from './total.js';

/** What a parameter adds to a number over all of them. */
export interface Share {
  readonly name: string;
  readonly reduce: Reduction;
  readonly share: Tensor;
}

/**
 * The totals of a step, in the making: each over the parameters that one rule moves, but for the norm of the
 * gradients, which is over all of them.
 */
export class Totals {
  readonly #made: Record<string, Tensor> = {};
  #shares: Record<string, { reduce: Reduction; each: Tensor[] }> = {};

  /** Takes one parameter's shares. */
  add(part: number, shares: readonly Share[]): void {
    for (const { name, reduce, share } of shares) {
      const key = keyOf(part, name);
      this.#shares[key] ??= { reduce, each: [] };
      this.#shares[key].each.push(share);
    }
  }

  /** Joins what all parameters have given. */
  join(): void {
    for (const [key, { reduce, each }] of Object.entries(this.#shares)) {
      this.#made[key] = keep(totalOf(each, reduce));
    }
    this.#shares = {};
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
  isNormTotal(name) ? name : `${part} ${name}`;
