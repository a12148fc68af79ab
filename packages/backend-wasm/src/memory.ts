import { ProgramError } from '@nadir/core';
import type { MemoryKind } from '@nadir/simd';
import { engine, type TensorInfo, util } from '@tensorflow/tfjs-core';

/** What this adapter uses of the TensorFlow.js wasm backend, which holds tensors in one WebAssembly memory. */
export interface WasmBackend {
  readonly wasm: {
    /** What the plain and SIMD builds export; they own the memory. */
    readonly asm?: { readonly memory?: unknown };
    /** Memory of the threaded build, shared with its threads. */
    readonly wasmMemory?: unknown;
    /** Address of new bytes, a multiple of 8; 0 when there is no room. May grow the memory. */
    _malloc(bytes: number): number;
    _free(address: number): void;
    /** What the operations of the backend know of its tensors. */
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: {
    /** Where a tensor lies. One that lies on another backend is moved here first. */
    get(dataId: object): { readonly id: number; readonly memoryOffset: number | null };
  };
  refCount(dataId: object): number;
  makeOutput(
    shape: number[],
    dtype: 'float32',
    memoryOffset?: number,
    values?: Float32Array,
  ): TensorInfo;
  /** The values of a tensor, copied. */
  readSync(dataId: object): ArrayLike<number>;
  disposeData(dataId: object): boolean;
}

/** The wasm backend, if TensorFlow.js has made it. Looking for it does not make it. */
export function wasmBackend(): WasmBackend | undefined {
  return engine().registry.wasm as unknown as WasmBackend | undefined;
}

/** The memory of a wasm backend, if it is where it is known to be. */
export function memoryOf({ wasm }: WasmBackend): WebAssembly.Memory | undefined {
  return [wasm?.wasmMemory, wasm?.asm?.memory].find(
    (memory) => memory instanceof WebAssembly.Memory,
  );
}

/** Whether threads share a memory. */
export function kindOf({ buffer }: WebAssembly.Memory): MemoryKind {
  // A page that is not isolated from other origins has no name for shared buffers, and no threads.
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer
    ? 'shared'
    : 'unshared';
}

/**
 * The memory of a wasm backend: its tensors, and bytes of our own for what is not a tensor.
 *
 * TensorFlow.js grows the memory when it makes tensors, and a view made before that is empty. So
 * views are asked for anew after anything that may allocate.
 */
export class Heap {
  readonly memory: WebAssembly.Memory;
  readonly #backend: WasmBackend;
  #floats = new Float32Array(0);
  #integers = new Int32Array(0);
  #scratch: Readonly<{ address: number; bytes: number }> = { address: 0, bytes: 0 };

  constructor(backend: WasmBackend, memory: WebAssembly.Memory) {
    this.#backend = backend;
    this.memory = memory;
  }

  /** The whole memory as it is now; element i lies at address 4 i. */
  get floats(): Float32Array {
    const { buffer } = this.memory;
    if (this.#floats.buffer !== buffer) this.#floats = new Float32Array(buffer);
    return this.#floats;
  }

  /** The same bytes as 32-bit integers. */
  get integers(): Int32Array {
    const { buffer } = this.memory;
    if (this.#integers.buffer !== buffer) this.#integers = new Int32Array(buffer);
    return this.#integers;
  }

  /**
   * Address of a float32 tensor, which is moved here if it lies on another backend.
   *
   * @throws {@link ProgramError} when TensorFlow.js had no room for it. It says nothing then, and
   * leaves the tensor at address 0, among the memory's own variables.
   */
  addressOf({ dataId, shape }: TensorInfo): number {
    // Addresses beyond 2 GiB may come as negative numbers.
    const address = (this.#backend.dataIdMap.get(dataId).memoryOffset as number) >>> 0;
    if (address === 0 && !shape.includes(0)) throw noRoomFor(`a tensor [${shape}]`);
    return address;
  }

  /**
   * Says that the numbers of a tensor have changed where they lie.
   *
   * Products and convolutions keep their weights in an order of their own, by the number of the
   * tensor, until it is disposed. So its number is taken back and given anew.
   */
  changed({ dataId, shape }: TensorInfo): void {
    const { id, memoryOffset } = this.#backend.dataIdMap.get(dataId);
    const { tfjs } = this.#backend.wasm;
    tfjs.disposeData(id);
    tfjs.registerTensor(id, util.sizeFromShape(shape), memoryOffset as number);
  }

  /**
   * Address of at least `bytes` bytes that are ours until the next call; a multiple of 8. They are
   * asked for once, and again by the first call for more.
   */
  scratch(bytes: number): number {
    if (bytes > this.#scratch.bytes) {
      const address = this.reserve(bytes);
      if (this.#scratch.address !== 0) this.#backend.wasm._free(this.#scratch.address);
      this.#scratch = { address, bytes };
    }
    return this.#scratch.address;
  }

  /** Address of new bytes that stay ours; a multiple of 8. */
  reserve(bytes: number): number {
    const address = this.#backend.wasm._malloc(bytes) >>> 0;
    if (address === 0) throw noRoomFor(`${bytes} bytes of scratch space`);
    return address;
  }
}

const heaps = new WeakMap<WasmBackend, Heap>();

/** The heap of a backend whose memory is in reach. */
export function heapOf(backend: WasmBackend): Heap {
  let heap = heaps.get(backend);
  if (heap === undefined) {
    heap = new Heap(backend, memoryOf(backend) as WebAssembly.Memory);
    heaps.set(backend, heap);
  }
  return heap;
}

function noRoomFor(what: string): ProgramError {
  return new ProgramError(
    `backend-wasm: got no room for ${what}, expected some in the 4 GiB of the wasm backend. ` +
      'Dispose of tensors that are no longer needed, or take a smaller model.',
  );
}
