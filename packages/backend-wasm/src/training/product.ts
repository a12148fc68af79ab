import { bindProduct, compileProduct, type Product } from '@nadir/simd';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { heapOf, kindOf, memoryOf, type WasmBackend } from '../memory.js';

/** What multiplies matrices where a backend has them. */
export interface Multiplier {
  readonly product: Product;
  /** Whether operations of the backend itself run on several threads. */
  readonly hasThreads: boolean;
  addressOf(tensor: TensorInfo): number;
  /** Address of the number 1. */
  one(): number;
}

const multipliers = new WeakMap<object, Multiplier | undefined>();

/** The multiplier of a backend; `undefined` where the engine has no SIMD, or the memory is out of reach. */
export function multiplierOf(backend: object): Multiplier | undefined {
  if (!multipliers.has(backend)) multipliers.set(backend, make(backend as WasmBackend));
  return multipliers.get(backend);
}

function make(backend: WasmBackend): Multiplier | undefined {
  const memory = memoryOf(backend);
  if (memory === undefined) return undefined;
  const kind = kindOf(memory);
  try {
    const product = bindProduct(compileProduct(kind), memory);
    const heap = heapOf(backend);
    let address = 0;
    return {
      product,
      hasThreads: kind === 'shared',
      addressOf: (tensor) => heap.addressOf(tensor),
      one() {
        if (address === 0) {
          address = heap.reserve(4);
          heap.floats[address / 4] = 1;
        }
        return address;
      },
    };
  } catch {
    return undefined;
  }
}
