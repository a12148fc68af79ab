import type { Kernel, KernelCall, Program } from '@nadir/core';
import {
  bindLoop,
  compileLoop,
  type Loop,
  type LoopCall,
  loopArguments,
  readReductions,
  reductionBytes,
  resetReductions,
  vectorBytes,
} from '@nadir/simd';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Heap, heapOf, kindOf, type WasmBackend, wasmBackend } from './memory.js';

/**
 * Compiles a program to a SIMD loop over the memory of the wasm backend.
 *
 * All tensors are read and written where they lie. Reads of this backend are copies, so a parameter
 * that no other tensor shares is written in place.
 */
export function compile(program: Program): Kernel {
  const loops = new WeakMap<WebAssembly.Memory, Loop>();
  const loopIn = ({ memory }: Heap): Loop => {
    let loop = loops.get(memory);
    if (loop === undefined) {
      loop = bindLoop(compileLoop(program, kindOf(memory)), memory);
      loops.set(memory, loop);
    }
    return loop;
  };
  return { run: (call) => run(program, loopIn, call) };
}

function run(
  program: Program,
  loopIn: (heap: Heap) => Loop,
  call: KernelCall,
): Readonly<Record<string, TensorInfo>> {
  const backend = wasmBackend() as WasmBackend;
  const heap = heapOf(backend);
  const loop = loopIn(heap);

  // All that may grow the memory comes first, and with it all that may fail.
  const addressOf = (tensor: TensorInfo) => heap.addressOf(tensor);
  const inputs = call.tensors.map(addressOf);
  const broadcasts = call.broadcasts.map(addressOf);
  const reductions = heap.scratch(scratchBytes(program));
  const { outputs, inPlace, made } = placeOutputs(backend, heap, program, call);

  const { floats } = heap;
  const numbers = [...broadcasts.map((address) => floats[address / 4]), ...call.numbers];
  resetReductions(program, floats.buffer, reductions);
  // Tensors end where their last element does, and the next one may begin there. So whole vectors
  // are computed where they lie, and what is left over in vectors of our own.
  const rest = call.size % 4;
  const start = call.size - rest;
  const runOver = (part: Pick<LoopCall, 'start' | 'count' | 'inputs' | 'outputs'>) =>
    loop(loopArguments({ ...part, reductions, numbers }));
  if (start > 0) runOver({ start: 0, count: start, inputs, outputs });
  if (rest > 0) {
    const first = reductions + reductionBytes * program.outputs.length;
    const vectors = [...inputs, ...outputs].map((_, i) => first + vectorBytes * i);
    const read = vectors.slice(0, inputs.length);
    const written = vectors.slice(inputs.length);
    read.forEach((vector, i) => {
      const from = inputs[i] / 4 + start;
      floats.copyWithin(vector / 4, from, from + rest);
    });
    runOver({ start, count: rest, inputs: read, outputs: written });
    written.forEach((vector, i) => {
      floats.copyWithin(outputs[i] / 4 + start, vector / 4, vector / 4 + rest);
    });
  }

  for (const tensor of inPlace) heap.changed(tensor);
  for (const [name, value] of Object.entries(readReductions(program, floats.buffer, reductions))) {
    floats[heap.addressOf(made[name]) / 4] = value;
  }
  return made;
}

/** Room for a program's reductions, then for the last vector of each tensor. */
function scratchBytes({ tensors, outputs }: Program): number {
  return reductionBytes * outputs.length + vectorBytes * (tensors.length + outputs.length);
}

/** Where a program's outputs go. */
interface Outputs {
  /** Address of each output over elements, in their order. */
  readonly outputs: readonly number[];
  /** The tensors that are written in place. */
  readonly inPlace: readonly TensorInfo[];
  /** Tensors for the other outputs. */
  readonly made: Readonly<Record<string, TensorInfo>>;
}

/** Makes all the tensors that a call gives back or, with an error, none. */
function placeOutputs(
  backend: WasmBackend,
  heap: Heap,
  program: Program,
  { owned, replaced, shape }: KernelCall,
): Outputs {
  const outputs: number[] = [];
  const inPlace: TensorInfo[] = [];
  const made: Record<string, TensorInfo> = {};
  const targetOf = (i: number): TensorInfo | undefined => {
    const old = replaced[i];
    return owned[i] ?? (old && backend.refCount(old.dataId) === 1 ? old : undefined);
  };
  try {
    program.outputs.forEach(({ name, reduce }, i) => {
      const target = targetOf(i);
      if (target === undefined)
        made[name] = backend.makeOutput(reduce ? [] : [...shape], 'float32');
      else inPlace.push(target);
      const address = heap.addressOf(target ?? (made[name] as TensorInfo));
      if (reduce === undefined) outputs.push(address);
    });
  } catch (error) {
    for (const { dataId } of Object.values(made)) backend.disposeData(dataId);
    throw error;
  }
  return { outputs, inPlace, made };
}
