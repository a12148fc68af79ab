import type { Kernel, KernelCall, Program } from '@nadir/core';
import {
  bindLoop,
  compileLoop,
  type Loop,
  readReductions,
  reductionBytes,
  resetReductions,
  vectorBytes,
} from '@nadir/simd';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
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
  const { tensors, scalars = {}, shape: givenShape } = call;
  const backend = wasmBackend() as WasmBackend;
  const heap = heapOf(backend);
  const loop = loopIn(heap);
  const shape = [...(givenShape ?? tensors[program.tensors[0] as string]?.shape ?? [])];
  const size = util.sizeFromShape(shape);

  // All that may grow the memory comes first, and with it all that may fail.
  const addressOf = (name: string) => heap.addressOf(tensors[name] as TensorInfo);
  const inputs = program.tensors.map(addressOf);
  const broadcasts = program.broadcasts.map(addressOf);
  const reductions = heap.scratch(scratchBytes(program));
  const { outputs, made } = placeOutputs(backend, heap, program, call, shape);

  const { floats } = heap;
  const numbers = [
    ...broadcasts.map((address) => floats[address / 4]),
    ...[...program.scalars, ...program.integers].map((name) => scalars[name] as number),
  ];
  resetReductions(program, floats.buffer, reductions);
  // Tensors end where their last element does, and the next one may begin there. So whole vectors
  // are computed where they lie, and what is left over in vectors of our own.
  const rest = size % 4;
  const start = size - rest;
  if (start > 0) loop({ start: 0, count: start, inputs, outputs, reductions, numbers });
  if (rest > 0) {
    const first = reductions + reductionBytes * program.outputs.length;
    const vectors = [...inputs, ...outputs].map((_, i) => first + vectorBytes * i);
    const read = vectors.slice(0, inputs.length);
    const written = vectors.slice(inputs.length);
    read.forEach((vector, i) => {
      const from = inputs[i] / 4 + start;
      floats.copyWithin(vector / 4, from, from + rest);
    });
    loop({ start, count: rest, inputs: read, outputs: written, reductions, numbers });
    written.forEach((vector, i) => {
      floats.copyWithin(outputs[i] / 4 + start, vector / 4, vector / 4 + rest);
    });
  }

  for (const { name, reduce } of program.outputs) {
    if (reduce === undefined && !(name in made)) heap.changed(tensors[name] as TensorInfo);
  }
  for (const [name, value] of Object.entries(readReductions(program, floats.buffer, reductions))) {
    floats[heap.addressOf(made[name]) / 4] = value;
  }
  return made;
}

/** Room for a program's reductions, then for the last vector of each tensor. */
function scratchBytes({ tensors, outputs }: Program): number {
  return reductionBytes * outputs.length + vectorBytes * (tensors.length + outputs.length);
}

/** Where a program's outputs go, and tensors for those that are not written in place. */
interface Outputs {
  /** Address of each output over elements, in their order. */
  readonly outputs: readonly number[];
  readonly made: Readonly<Record<string, TensorInfo>>;
}

/** Makes all the tensors that a call gives back or, with an error, none. */
function placeOutputs(
  backend: WasmBackend,
  heap: Heap,
  program: Program,
  { tensors, owned = [], replaced = [] }: KernelCall,
  shape: number[],
): Outputs {
  const isUnshared = (name: string) =>
    program.tensors.includes(name) && backend.refCount((tensors[name] as TensorInfo).dataId) === 1;
  const outputs: number[] = [];
  const made: Record<string, TensorInfo> = {};
  try {
    for (const { name, reduce } of program.outputs) {
      if (reduce !== undefined) {
        made[name] = backend.makeOutput([], 'float32');
        heap.addressOf(made[name]);
      } else if (owned.includes(name) || (replaced.includes(name) && isUnshared(name))) {
        outputs.push(heap.addressOf(tensors[name] as TensorInfo));
      } else {
        made[name] = backend.makeOutput(shape, 'float32');
        outputs.push(heap.addressOf(made[name]));
      }
    }
  } catch (error) {
    for (const { dataId } of Object.values(made)) backend.disposeData(dataId);
    throw error;
  }
  return { outputs, made };
}
