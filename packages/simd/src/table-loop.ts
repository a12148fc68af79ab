import type { Program } from '@nadir/core';
import { type LoopCall, loopArguments } from './loop.js';
import { LoopWriter } from './loop-writer.js';
import type * as wasm from './wasm.js';

/** A program as machine code over one memory, for one call after the other. */
export interface TableLoop {
  /** Bytes of a call in the memory. */
  readonly stride: number;
  /** Puts a call where the loop reads it, at an address that is a multiple of 4. */
  write(
    call: LoopCall,
    memory: { readonly floats: Float32Array; readonly integers: Int32Array },
    address: number,
  ): void;
  /** Runs so many calls that lie one after the other, at least one. */
  run(address: number, count: number): void;
}

/** Compiles a program to the module of a {@link TableLoop}. */
export function compileTableLoop(program: Program, memory?: wasm.MemoryKind): WebAssembly.Module {
  return new WebAssembly.Module(new LoopWriter(program, true).encode(memory));
}

/** Ties a program, compiled by {@link compileTableLoop}, to a memory of the kind that it was compiled for. */
export function bindTableLoop(
  program: Program,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): TableLoop {
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    run: (first: number, end: number) => void;
  };
  const { tensors, broadcasts, scalars, integers, outputs } = program;
  const addresses = 3 + tensors.length + outputs.filter(({ reduce }) => !reduce).length;
  const firstInteger = addresses + broadcasts.length + scalars.length;
  const stride = 4 * (firstInteger + integers.length);
  return {
    stride,
    write(call, { floats, integers }, address) {
      const args = loopArguments(call);
      for (let i = 0; i < args.length; i++) {
        const isFloat = i >= addresses && i < firstInteger;
        (isFloat ? floats : integers)[address / 4 + i] = args[i];
      }
    },
    run: (address, count) => run(address, address + count * stride),
  };
}
