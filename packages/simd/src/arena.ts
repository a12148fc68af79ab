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

/** Bytes from the start of one array to that of the next. */
const spaceOf = (size: number): number => Math.ceil((size * 4) / alignment) * alignment;

/** Bytes that arrays take, and the room beside each. */
const bytesFor = (sizes: readonly number[]): number =>
  2 * sizes.reduce((bytes, size) => bytes + spaceOf(size), 0);

/**
 * One WebAssembly memory: scratch space, an intake for what is copied in whole, and the arrays of tensors that live in it, each with
 * room of the same size for a parameter. Pages of it that are never touched take no memory.
 *
 * It has its final size from the beginning, because growing a memory detaches every view of it,
 * and the views here are the values of tensors.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  /** Small space for what passes through: reductions, and parts of arrays that lie elsewhere. */
  readonly scratch: Float32Array;
  readonly intake: Intake;
  readonly #homes = new WeakMap<Float32Array, Home>();
  readonly #capacity: number;
  /** Where the next array begins. Room is given once: it is freed with the memory. */
  #end: number;

  /**
   * @param bytes Room for arrays, and for what stands beside them.
   * @param intakeSize Number of elements of the intake.
   * @throws {@link ProgramError} when one memory cannot hold them.
   */
  constructor(bytes: number, intakeSize = 0) {
    this.#end = scratchBytes + spaceOf(intakeSize);
    this.#capacity = this.#end + bytes;
    // A view may end where the memory does; the vector that holds its last element goes on.
    this.memory = memoryOf(this.#capacity + alignment);
    const { buffer } = this.memory;
    this.scratch = new Float32Array(buffer, 0, scratchBytes / 4);
    this.intake = new Intake(new Float32Array(buffer, scratchBytes, intakeSize));
    arenas.set(buffer, this);
  }

  /** An arena for arrays of these sizes, with the arrays. */
  static of(sizes: readonly number[], intakeSize = 0): { arena: Arena; arrays: Float32Array[] } {
    const arena = new Arena(bytesFor(sizes), intakeSize);
    return { arena, arrays: arena.place(sizes) as Float32Array[] };
  }

  /** Arrays of zeros, with room beside each; `undefined` where the arena has none for all of them. */
  place(sizes: readonly number[]): Float32Array[] | undefined {
    if (bytesFor(sizes) > this.#capacity - this.#end) return undefined;
    const take = (size: number) => {
      const array = new Float32Array(this.buffer, this.#end, size);
      // Loops read and write whole vectors, so no two arrays share one.
      this.#end += spaceOf(size);
      return array;
    };
    const arrays = sizes.map(take);
    for (const array of arrays) this.#homes.set(array, { arena: this, array: take(array.length) });
    return arrays;
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
    const message =
      bytes > 2 ** 32
        ? `simd: got ${bytes} bytes of state to place at once, expected what one WebAssembly memory can ` +
          'hold, at most 4 GiB. Divide the parameters among several optimizers.'
        : `simd: got no address space for a WebAssembly memory of ${bytes} bytes, expected some: engines set aside up ` +
          'to 10 GiB for each. Raise the limit, such as `ulimit -v`, or leave register() out.';
    throw new ProgramError(message, { cause });
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
    shared = new Arena(0, intakeSize);
  }
  return shared;
}

/** Bytes of an arena for the small arrays of many. */
const commonBytes = 8 * 2 ** 20;

/** Below so many bytes, arrays go to a common arena. None of them is as large as those that adapters use an intake for. */
const smallBytes = 512 * 1024;

let common: Arena | undefined;

/**
 * Arrays of zeros in one arena, with room beside each. Small ones share it with those of others, since an engine sets aside 10
 * GiB of addresses for each memory, however small; large ones have one to themselves, with an intake. The memory is freed with the
 * last of the arrays in it.
 */
export function placeArrays(sizes: readonly number[], intakeSize: number): Float32Array[] {
  if (bytesFor(sizes) >= smallBytes) return Arena.of(sizes, intakeSize).arrays;
  const arrays = common?.place(sizes);
  if (arrays !== undefined) return arrays;
  common = new Arena(commonBytes);
  return common.place(sizes) as Float32Array[];
}
