import { ProgramError } from '@nadir/core';

/**
 * Bytes at a multiple of which every array begins: a whole number of vectors, a line of the cache,
 * and what TensorFlow asks of memory that it is to share.
 */
const alignment = 64;

/** Bytes at the start of an arena for staging and reductions: small enough for a core's own cache. */
export const scratchBytes = 256 * 1024;

/** Room in an arena for values that come from elsewhere: those of one tensor at a time. */
export class Intake {
  readonly array: Float32Array;
  #isTaken = false;

  constructor(array: Float32Array) {
    this.array = array;
  }

  /** The room for that many elements; `undefined` if it is taken or too small. */
  take(size: number): Float32Array | undefined {
    if (this.#isTaken || size > this.array.length) return undefined;
    this.#isTaken = true;
    return this.array.subarray(0, size);
  }

  /** Makes the room free for the next program. */
  free(): void {
    this.#isTaken = false;
  }
}

/** Room in an arena for a parameter, beside its state. */
export interface Home {
  readonly arena: Arena;
  readonly array: Float32Array;
  /** The last tensor that was given the room. */
  dataId?: object;
}

/**
 * One WebAssembly memory: scratch space, the arrays of tensors that live in it, for each of them room
 * of the same size for a parameter, and an intake for what is copied in whole. Pages of it that are
 * never touched take no memory.
 *
 * It has its final size from the beginning, because growing a memory detaches every view of it,
 * and the views here are the values of tensors.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly arrays: readonly Float32Array[];
  /** Small space for what passes through: reductions, and parts of arrays that lie elsewhere. */
  readonly scratch: Float32Array;
  readonly intake: Intake;
  readonly #homes = new Map<Float32Array, Home>();

  /**
   * @param sizes Number of elements of each array.
   * @param intakeSize Number of elements of the intake.
   * @throws {@link ProgramError} when one memory cannot hold them.
   */
  constructor(sizes: readonly number[], intakeSize = 0) {
    let end = scratchBytes;
    const starts = [...sizes, ...sizes, intakeSize].map((size) => {
      const start = end;
      // Loops read and write whole vectors, so no two arrays share one.
      end += Math.ceil((size * 4) / alignment) * alignment;
      return start;
    });
    // A view may end where the memory does; the vector that holds its last element goes on.
    this.memory = memoryOf(end + alignment);
    const { buffer } = this.memory;
    this.scratch = new Float32Array(buffer, 0, scratchBytes / 4);
    this.arrays = sizes.map((size, i) => new Float32Array(buffer, starts[i], size));
    this.arrays.forEach((array, i) => {
      const start = starts[sizes.length + i];
      const room = new Float32Array(buffer, start, array.length);
      this.#homes.set(array, { arena: this, array: room });
    });
    this.intake = new Intake(new Float32Array(buffer, starts[2 * sizes.length], intakeSize));
    arenas.set(buffer, this);
  }

  get buffer(): ArrayBuffer {
    return this.memory.buffer;
  }

  /** Address of an array; `undefined` if it does not lie in the arena. */
  addressOf(array: Float32Array): number | undefined {
    return arenaOf(array) === this ? array.byteOffset : undefined;
  }

  /** The room beside one of the arena's arrays. */
  homeBeside(array: Float32Array): Home | undefined {
    return this.#homes.get(array);
  }
}

function memoryOf(bytes: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  } catch (cause) {
    throw new ProgramError(
      `simd: got ${bytes} bytes of state to place at once, expected what one WebAssembly memory can ` +
        'hold, at most 4 GiB. Divide the parameters among several optimizers.',
      { cause },
    );
  }
}

const arenas = new WeakMap<ArrayBufferLike, Arena>();

/** The arena in whose memory an array lies, if it lies in one. */
export function arenaOf(array: Float32Array): Arena | undefined {
  // In an arena scratch space comes first. To ask a small array of the engine for its buffer makes one.
  return array.byteOffset === 0 ? undefined : arenas.get(array.buffer);
}

let shared: Arena | undefined;

/** An arena without arrays, for programs none of whose tensors live in one. */
export function scratchArena(intakeSize = 0): Arena {
  if (shared === undefined || shared.intake.array.length < intakeSize) {
    shared = new Arena([], intakeSize);
  }
  return shared;
}
