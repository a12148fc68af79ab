import type { Program } from '@nadir/core';
import { type Arena, scratchBytes } from './arena.js';
import { reductionBytes, vectorBytes } from './loop-writer.js';

/** Where a program's reductions lie in the scratch space; windows follow. */
export const reductionsAddress = 0;

/** Stands for the address of an array that does not lie in the arena. */
const elsewhere = -1;

/**
 * How a loop reaches the arrays of a program: where they lie if that is in the arena, otherwise
 * through windows of its scratch space, a part at a time. It is found anew for each call, and holds
 * no array, so that arenas can be freed.
 */
export class Reach {
  /** Number of elements that a window holds. */
  width = Infinity;
  /** First byte of each array in the arena, sources before targets. */
  readonly #addresses: number[] = [];
  /** Number of the window of each array that lies elsewhere. */
  readonly #windows: number[] = [];
  /** For each target, the source of the same name; −1 if there is none. */
  readonly #namesakes: readonly number[];
  readonly #firstWindow: number;

  constructor({ tensors, outputs }: Program) {
    this.#namesakes = outputs
      .filter(({ reduce }) => reduce === undefined)
      .map(({ name }) => tensors.indexOf(name));
    this.#firstWindow = reductionsAddress + reductionBytes * outputs.length;
  }

  find(arena: Arena, sources: readonly Float32Array[], targets: readonly Float32Array[]): void {
    let windows = 0;
    for (let i = 0; i < sources.length; i++) {
      const address = arena.addressOf(sources[i] as Float32Array) ?? elsewhere;
      this.#addresses[i] = address;
      this.#windows[i] = address === elsewhere ? windows++ : elsewhere;
    }
    for (let j = 0; j < targets.length; j++) {
      const address = arena.addressOf(targets[j] as Float32Array) ?? elsewhere;
      const namesake = this.#namesakes[j] as number;
      // A name that is read and written needs one window: a vector is read before it is written.
      const shared = namesake < 0 ? elsewhere : (this.#windows[namesake] as number);
      this.#addresses[sources.length + j] = address;
      this.#windows[sources.length + j] = shared === elsewhere ? windows : shared;
      if (address === elsewhere && shared === elsewhere) windows++;
    }
    const room = scratchBytes - this.#firstWindow;
    this.width = windows === 0 ? Infinity : Math.floor(room / (vectorBytes * windows)) * 4;
  }

  /** Whether an array passes through a window. Arrays are counted as they were given. */
  isStaged(array: number): boolean {
    return this.#addresses[array] === elsewhere;
  }

  /** First byte of the window of an array. */
  windowOf(array: number): number {
    return this.#firstWindow + 4 * this.width * (this.#windows[array] as number);
  }

  /** Where the loop finds element `start` of an array. */
  addressOf(array: number, start: number): number {
    return this.isStaged(array)
      ? this.windowOf(array)
      : (this.#addresses[array] as number) + 4 * start;
  }
}
