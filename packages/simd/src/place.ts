import type { Program } from '@nadir/core';
import { type Arena, arenaOf, scratchBytes } from './arena.js';
import { reductionBytes } from './loop.js';

/** Where a program's reductions lie in the scratch space; windows follow. */
export const reductionsAddress = 0;

/**
 * One tensor of a program as the loop reaches it: where it lies if that is in the arena, otherwise
 * through a window, a part at a time.
 */
export class Operand {
  readonly source: Float32Array | undefined;
  readonly target: Float32Array | undefined;
  readonly #window: Float32Array;
  readonly #reads: boolean;
  readonly #writes: boolean;

  constructor(
    arena: Arena,
    source: Float32Array | undefined,
    target: Float32Array | undefined,
    window: Float32Array,
  ) {
    this.source = source;
    this.target = target;
    this.#window = window;
    this.#reads = source !== undefined && arenaOf(source) !== arena;
    this.#writes = target !== undefined && arenaOf(target) !== arena;
  }

  /** Address from which the loop reads element `start`. */
  inputAt(start: number): number {
    if (this.#reads) return this.#window.byteOffset;
    return (this.source as Float32Array).byteOffset + 4 * start;
  }

  /** Address to which the loop writes element `start`. */
  outputAt(start: number): number {
    if (this.#writes) return this.#window.byteOffset;
    return (this.target as Float32Array).byteOffset + 4 * start;
  }

  /** Brings elements into the window, if the loop reads them there. */
  stageIn(start: number, count: number): void {
    if (this.#reads) {
      this.#window.set((this.source as Float32Array).subarray(start, start + count));
    }
  }

  /** Takes elements out of the window, if the loop wrote them there. */
  stageOut(start: number, count: number): void {
    if (this.#writes) (this.target as Float32Array).set(this.#window.subarray(0, count), start);
  }
}

/** Divides the scratch space of an arena among the tensors of a program that do not lie in it. */
export function place(
  program: Program,
  arena: Arena,
  sources: ReadonlyMap<string, Float32Array>,
  targets: ReadonlyMap<string, Float32Array>,
) {
  const elsewhere = (array: Float32Array | undefined) =>
    array !== undefined && arenaOf(array) !== arena;
  // A name that is read and written needs one window: a vector is read before it is written.
  const names = [...new Set([...sources.keys(), ...targets.keys()])];
  const staged = names.filter(
    (name) => elsewhere(sources.get(name)) || elsewhere(targets.get(name)),
  );
  const windows = reductionsAddress + reductionBytes * program.outputs.length;
  const room = Math.floor((scratchBytes - windows) / (16 * Math.max(staged.length, 1))) * 4;
  const windowSize = staged.length === 0 ? Infinity : room;
  const none = new Float32Array(0);
  const operands = new Map(
    names.map((name) => {
      const order = staged.indexOf(name);
      const at = windows + 4 * windowSize * order;
      const window = order < 0 ? none : new Float32Array(arena.buffer, at, windowSize);
      return [name, new Operand(arena, sources.get(name), targets.get(name), window)];
    }),
  );
  return { operands, windowSize };
}
