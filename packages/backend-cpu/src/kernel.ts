import type { Kernel, KernelCall, Program } from '@nadir/core/program';
import { bindLoop, compileLoop, type Loop, readReductions, resetReductions } from '@nadir/simd';
import { engine, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type Arena, arenaOf, scratchArena } from './arena.js';
import { type Operand, place, reductionsAddress } from './place.js';

/** What this adapter uses of the TensorFlow.js cpu backend, which holds tensors as JavaScript arrays. */
export interface CpuBackend {
  readonly data: { get(dataId: object): { values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): TensorInfo;
}

/** The cpu backend itself. */
export const cpuBackend = (): CpuBackend => engine().findBackend('cpu') as unknown as CpuBackend;

/**
 * Compiles a program to a SIMD loop over an arena.
 *
 * State lives in the arena and is updated where it is. Everything else (gradient, parameter) passes
 * through windows that stay in the cache, and a new parameter goes to a new array: on this backend
 * an array that was handed out is the array of the tensor.
 */
export function compile(program: Program): Kernel {
  const module = compileLoop(program);
  const loops = new WeakMap<Arena, Loop>();
  const loopIn = (arena: Arena): Loop => {
    let loop = loops.get(arena);
    if (loop === undefined) {
      loop = bindLoop(module, arena.memory);
      loops.set(arena, loop);
    }
    return loop;
  };
  return { run: (call) => run(program, loopIn, call) };
}

function run(
  program: Program,
  loopIn: (arena: Arena) => Loop,
  { tensors, scalars = {}, owned = [], shape: givenShape }: KernelCall,
): Record<string, TensorInfo> {
  const cpu = cpuBackend();
  const values = (name: string) => cpu.data.get((tensors[name] as TensorInfo).dataId).values;
  const shape = [...(givenShape ?? tensors[program.tensors[0] as string]?.shape ?? [])];
  const size = util.sizeFromShape(shape);

  const sources = new Map(program.tensors.map((name) => [name, values(name)]));
  const targets = new Map<string, Float32Array>();
  const results: Record<string, TensorInfo> = {};
  for (const { name, reduce } of program.outputs) {
    if (reduce !== undefined) continue;
    if (owned.includes(name)) {
      targets.set(name, values(name));
    } else {
      const array = new Float32Array(size);
      targets.set(name, array);
      results[name] = cpu.makeTensorInfo(shape, 'float32', array);
    }
  }

  const arena = [...targets.values()].map(arenaOf).find((found) => found) ?? scratchArena();
  const { operands, windowSize } = place(program, arena, sources, targets);
  const numbers = [
    ...program.broadcasts.map((name) => values(name)[0] as number),
    ...[...program.scalars, ...program.integers].map((name) => scalars[name] as number),
  ];
  const loop = loopIn(arena);
  const inputs = [...sources.keys()].map((name) => operands.get(name) as Operand);
  const outputs = [...targets.keys()].map((name) => operands.get(name) as Operand);
  resetReductions(program, arena.buffer, reductionsAddress);
  for (let start = 0; start < size; start += windowSize) {
    const count = Math.min(windowSize, size - start);
    for (const operand of inputs) operand.stageIn(start, count);
    loop({
      start,
      count,
      inputs: inputs.map((operand) => operand.inputAt(start)),
      outputs: outputs.map((operand) => operand.outputAt(start)),
      reductions: reductionsAddress,
      numbers,
    });
    for (const operand of outputs) operand.stageOut(start, count);
  }

  for (const [name, value] of Object.entries(
    readReductions(program, arena.buffer, reductionsAddress),
  )) {
    results[name] = cpu.makeTensorInfo([], 'float32', Float32Array.of(value));
  }
  return results;
}
