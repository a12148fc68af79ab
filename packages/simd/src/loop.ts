import type { Program } from '@nadir/core';
import { LoopWriter } from './loop-writer.js';
import type * as wasm from './wasm.js';

/** What one call of a {@link Loop} runs on. Addresses are bytes in the loop's memory. */
export interface LoopCall {
  /** Position of the first element in the whole tensor; a multiple of 4. */
  readonly start: number;
  /** Number of elements. */
  readonly count: number;
  /** Address of each of the program's tensors, in their order. */
  readonly inputs: readonly number[];
  /** Address of each output over elements, in their order; may be the input of the same name. */
  readonly outputs: readonly number[];
  /** Address of {@link reductionBytes} for each reduction; 0 if there is none. */
  readonly reductions: number;
  /** Values of the program's broadcasts, scalars and integers, in this order. */
  readonly numbers: readonly number[];
}

/** A program as machine code over one memory. Its arguments are those of {@link loopArguments}. */
export type Loop = (args: readonly number[]) => void;

/** The arguments of a loop, flat: a caller of many small loops makes them once and changes some. */
export const loopArguments = (call: LoopCall): number[] => {
  const { start, count, reductions, inputs, outputs, numbers } = call;
  return [start, count, reductions, ...inputs, ...outputs, ...numbers];
};

/**
 * Compiles a program to a WebAssembly module with one loop over vectors of four elements.
 *
 * The last vector is computed whole: what is read from behind the last element is ignored, and
 * what is written there is meaningless, so arrays end at a multiple of {@link vectorBytes}. In a
 * reduction these lanes do not count. Element i adds to lane i mod 4 in float64, as the
 * interpreter does it. The module is a few hundred bytes and needs one memory, which it never grows.
 *
 * @param memory Whether the memory it will be tied to is shared among threads. Default: `'unshared'`.
 */
export function compileLoop(program: Program, memory?: wasm.MemoryKind): WebAssembly.Module {
  return new WebAssembly.Module(encodeLoop(program, memory));
}

/** Ties a compiled program to a memory of the kind that it was compiled for. */
export function bindLoop(module: WebAssembly.Module, memory: WebAssembly.Memory): Loop {
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    run: (...args: number[]) => void;
  };
  return (args) => run(...args);
}

/** The bytes of {@link compileLoop}'s module. */
export function encodeLoop(program: Program, memory?: wasm.MemoryKind): wasm.ModuleBytes {
  return new LoopWriter(program).encode(memory);
}
