import {
  bindRows,
  compileRows,
  type RowArguments,
  type RowLoop,
  type RowProgram,
  rowArguments,
  scratchRows,
} from '@nadir/simd';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { heapOf, kindOf, type WasmBackend } from './memory.js';

/** Which rows of a tensor are meant, where a layout chooses them. */
interface Chosen {
  readonly repeat: number;
  readonly period: number;
}

/** A row program over tensors of the wasm backend. It is compiled at its first run; equal programs are compiled once. */
export class RowKernel {
  readonly #program: RowProgram;
  readonly #arguments: RowArguments;
  readonly #scratchRows: number;
  /** Positions of the outputs that elements are added to. */
  readonly #sums: readonly number[];
  #memory: WebAssembly.Memory | undefined;
  #loop: RowLoop | undefined;

  /** @param chosen For inputs and then outputs. */
  constructor(program: RowProgram, chosen: readonly Chosen[]) {
    this.#program = program;
    this.#arguments = rowArguments(program, chosen);
    this.#scratchRows = scratchRows(program);
    this.#sums = program.outputs.flatMap(({ adds }, i) => (adds ? i : []));
  }

  /** Runs over a matrix. The outputs are there already. */
  run(
    backend: WasmBackend,
    rows: number,
    columns: number,
    inputs: readonly TensorInfo[],
    outputs: readonly TensorInfo[],
  ): void {
    const heap = heapOf(backend);
    const { args, addresses } = this.#arguments;
    args[0] = rows;
    args[1] = columns;
    args[2] = heap.scratch(this.#scratchRows * ((4 * columns + 15) & ~15));
    const count = inputs.length;
    for (let i = 0; i < addresses.length; i++) {
      args[addresses[i]] = heap.addressOf(i < count ? inputs[i] : outputs[i - count]);
    }
    for (const i of this.#sums) {
      const first = args[addresses[count + i]] / 4;
      heap.floats.fill(0, first, first + util.sizeFromShape(outputs[i].shape));
    }
    if (this.#memory !== heap.memory) {
      this.#loop = loopIn(heap.memory, this.#program);
      this.#memory = heap.memory;
    }
    (this.#loop as RowLoop)(args);
  }
}

/** Loops by their memory and the text of their program. */
const loops = new WeakMap<WebAssembly.Memory, Map<string, RowLoop>>();

function loopIn(memory: WebAssembly.Memory, program: RowProgram): RowLoop {
  let known = loops.get(memory);
  if (known === undefined) {
    known = new Map();
    loops.set(memory, known);
  }
  const text = JSON.stringify(program);
  let loop = known.get(text);
  if (loop === undefined) {
    loop = bindRows(compileRows(program, kindOf(memory)), memory);
    known.set(text, loop);
  }
  return loop;
}
