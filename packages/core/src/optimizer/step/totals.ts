import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { StageTotal } from '../../transform/stages.js';
import { totalOf } from './total.js';

/** What a parameter adds to a number over all of them. */
export interface Share extends StageTotal {
  readonly share: Tensor;
}

/** A number over all parameters, with what it is. */
interface Made {
  readonly of: StageTotal;
  /** Position of the rule whose parameters it is over; `undefined` if it is over those of all rules. */
  readonly part: number | undefined;
  readonly value: Tensor;
}

/**
 * The totals of a step, in the making: each over the parameters that one rule moves, or over all of them.
 */
export class Totals {
  readonly #made: Made[] = [];
  #shares: { of: StageTotal; part: number | undefined; each: Tensor[] }[] = [];

  /** Takes one parameter's shares. */
  add(part: number, shares: readonly Share[]): void {
    for (const { share, ...of } of shares) {
      const over = of.total.overAllRules ? undefined : part;
      let found = this.#shares.find((one) => one.of.output === of.output && one.part === over);
      if (found === undefined) {
        found = { of, part: over, each: [] };
        this.#shares.push(found);
      }
      found.each.push(share);
    }
  }

  /** Joins what all parameters have given. */
  join(): void {
    for (const { of, part, each } of this.#shares) {
      this.#made.push({ of, part, value: keep(totalOf(each, of.reduce)) });
    }
    this.#shares = [];
  }

  /** Those that the rule of a part reads, by their names there. */
  of(part: number): Readonly<Record<string, Tensor>> {
    const own = this.#made.filter((one) => one.part === undefined || one.part === part);
    return Object.fromEntries(own.map(({ of, value }) => [of.output, value]));
  }

  /** All of them. The caller disposes of them. */
  get all(): readonly GivenTotal[] {
    return this.#made.map(({ of, value }) => ({ ...of.total, value }));
  }
}

/** A total with its value on the device. */
export type GivenTotal = StageTotal['total'] & { readonly value: Tensor };
