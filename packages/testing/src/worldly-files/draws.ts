import { threefry } from '@nadir/core';

/** Random numbers of a seed, one after the other. */
export class Draws {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A number in [from, to). */
  uniform(from = 0, to = 1): number {
    const [bits] = threefry(this.#seed, 0, this.#count++, 0);
    return from + (bits / 2 ** 32) * (to - from);
  }

  /** An integer in [from, to]. */
  integer(from: number, to: number): number {
    return Math.floor(this.uniform(from, to + 1));
  }

  /** A number of a normal distribution (Box & Muller). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Whether an event of these log odds comes to pass. */
  happens(logOdds: number): boolean {
    return this.chance(1 / (1 + Math.exp(-logOdds)));
  }

  pick<T>(among: readonly T[]): T {
    return among[this.integer(0, among.length - 1)] as T;
  }

  /** The value, or with this probability a cell that stands for none. */
  orMissing(value: string | number, probability: number, missing = ''): string {
    return this.chance(probability) ? missing : String(value);
  }
}
