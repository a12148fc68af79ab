import type { Kernel, KernelCall, Program } from '@nadir/core';
import {
  bindTableLoop,
  compileTableLoop,
  type LoopCall,
  readReductions,
  reductionBytes,
  resetReductions,
  type TableLoop,
  vectorBytes,
} from '@nadir/simd';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Heap, heapOf, kindOf, type WasmBackend, wasmBackend } from './memory.js';

/** Tensors that a call gives back, by name. */
type Made = Readonly<Record<string, TensorInfo>>;

/**
 * Compiles a program to a SIMD loop over the memory of the wasm backend.
 *
 * All tensors are read and written where they lie. Reads of this backend are copies, so a parameter
 * that no other tensor shares is written in place. Calls lie in a table, over which the loop goes on its own: the update of
 * all parameters of an optimizer is one call of machine code.
 */
export function compile(program: Program): Kernel {
  const loops = new WeakMap<WebAssembly.Memory, TableLoop>();
  const loopIn = ({ memory }: Heap): TableLoop => {
    let loop = loops.get(memory);
    if (loop === undefined) {
      loop = bindTableLoop(program, compileTableLoop(program, kindOf(memory)), memory);
      loops.set(memory, loop);
    }
    return loop;
  };
  const runAll = (calls: readonly KernelCall[]) => run(program, loopIn, calls);
  return { run: (call) => runAll([call])[0], runAll };
}

function run(
  program: Program,
  loopIn: (heap: Heap) => TableLoop,
  calls: readonly KernelCall[],
): readonly Made[] {
  const backend = wasmBackend() as WasmBackend;
  const heap = heapOf(backend);
  const loop = loopIn(heap);
  const { stride } = loop;

  // All that may grow the memory comes first, and with it all that may fail.
  const addressOf = (tensor: TensorInfo) => heap.addressOf(tensor);
  const inputs = calls.map(({ tensors }) => tensors.map(addressOf));
  const broadcasts = calls.map((call) => call.broadcasts.map(addressOf));
  const room = roomFor(program);
  const scratch = heap.scratch(calls.length * (room + 2 * stride));
  const placed = placeAllOutputs(backend, heap, program, calls);

  const { floats, integers } = heap;
  const table = scratch + calls.length * room;
  let entries = 0;
  const enter = (call: LoopCall) => {
    loop.write(call, { floats, integers }, table + stride * entries++);
  };
  const rests: Rest[] = [];
  calls.forEach((call, i) => {
    const reductions = scratch + i * room;
    const numbers = [...broadcasts[i].map((address) => floats[address / 4]), ...call.numbers];
    resetReductions(program, floats.buffer, reductions);
    // Tensors end where their last element does, and the next one may begin there. So whole vectors
    // are computed where they lie, and what is left over in vectors of our own.
    const count = call.size % 4;
    const start = call.size - count;
    const whole = { inputs: inputs[i], outputs: placed[i].outputs };
    if (start > 0) enter({ start: 0, count: start, ...whole, reductions, numbers });
    if (count === 0) return;
    const first = reductions + reductionBytes * program.outputs.length;
    const rest = restOf(whole, { start, count }, first);
    enter({ start, count, inputs: rest.read, outputs: rest.written, reductions, numbers });
    rest.bring(floats);
    rests.push(rest);
  });
  if (entries > 0) loop.run(table, entries);
  for (const rest of rests) rest.takeBack(floats);

  return placed.map(({ inPlace, made }, i) => {
    for (const tensor of inPlace) heap.changed(tensor);
    const results = readReductions(program, floats.buffer, scratch + i * room);
    for (const name in results) floats[heap.addressOf(made[name]) / 4] = results[name];
    return made;
  });
}

/** Bytes for a program's reductions and for the last vector of each tensor. */
function roomFor({ tensors, outputs }: Program): number {
  return reductionBytes * outputs.length + vectorBytes * (tensors.length + outputs.length);
}

/** The elements that do not fill a vector, in vectors of our own. */
interface Rest {
  readonly read: readonly number[];
  readonly written: readonly number[];
  /** Copies inputs in. */
  bring(floats: Float32Array): void;
  /** Copies outputs out. */
  takeBack(floats: Float32Array): void;
}

function restOf(
  { inputs, outputs }: Pick<LoopCall, 'inputs' | 'outputs'>,
  { start, count }: Pick<LoopCall, 'start' | 'count'>,
  first: number,
): Rest {
  const vectors = [...inputs, ...outputs].map((_, i) => first + vectorBytes * i);
  const read = vectors.slice(0, inputs.length);
  const written = vectors.slice(inputs.length);
  return {
    read,
    written,
    bring(floats) {
      read.forEach((vector, i) => {
        const from = inputs[i] / 4 + start;
        floats.copyWithin(vector / 4, from, from + count);
      });
    },
    takeBack(floats) {
      written.forEach((vector, i) => {
        floats.copyWithin(outputs[i] / 4 + start, vector / 4, vector / 4 + count);
      });
    },
  };
}

/** Where a program's outputs go. */
interface Outputs {
  /** Address of each output over elements, in their order. */
  readonly outputs: readonly number[];
  /** The tensors that are written in place. */
  readonly inPlace: readonly TensorInfo[];
  /** Tensors for the other outputs. */
  readonly made: Made;
}

/** Makes all the tensors that calls give back or, with an error, none. */
function placeAllOutputs(
  backend: WasmBackend,
  heap: Heap,
  program: Program,
  calls: readonly KernelCall[],
): readonly Outputs[] {
  const all: TensorInfo[] = [];
  const make = (shape: number[]) => {
    const tensor = backend.makeOutput(shape, 'float32');
    all.push(tensor);
    return tensor;
  };
  try {
    return calls.map((call) => placeOutputs(backend, heap, program, call, make));
  } catch (error) {
    for (const { dataId } of all) backend.disposeData(dataId);
    throw error;
  }
}

function placeOutputs(
  backend: WasmBackend,
  heap: Heap,
  program: Program,
  { owned, replaced, shape }: KernelCall,
  make: (shape: number[]) => TensorInfo,
): Outputs {
  const outputs: number[] = [];
  const inPlace: TensorInfo[] = [];
  const made: Record<string, TensorInfo> = {};
  const targetOf = (i: number): TensorInfo | undefined => {
    const old = replaced[i];
    return owned[i] ?? (old && backend.refCount(old.dataId) === 1 ? old : undefined);
  };
  program.outputs.forEach(({ name, reduce }, i) => {
    const target = targetOf(i);
    if (target === undefined) made[name] = make(reduce ? [] : [...shape]);
    else inPlace.push(target);
    const address = heap.addressOf(target ?? (made[name] as TensorInfo));
    if (reduce === undefined) outputs.push(address);
  });
  return { outputs, inPlace, made };
}
