import type { Kernel, KernelCall, Program } from '@nadir/core';
import { arenaOf, compileStagedLoop, type Home, type StagedLoop, scratchArena } from '@nadir/simd';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type CpuBackend, cpuBackend, makeResident } from './cpu-backend.js';

/**
 * Compiles a program to a SIMD loop over an arena.
 *
 * State lives in the arena and is updated where it is, and so is a parameter from its second step on.
 * Everything else, such as the gradient, passes through a window that stays in the cache.
 */
export function compile(program: Program): Kernel {
  const loop = compileStagedLoop(program);
  return { run: (call) => run(program, loop, call) };
}

function run(
  program: Program,
  loop: StagedLoop,
  { tensors, scalars = {}, owned = [], replaced = [], shape: givenShape }: KernelCall,
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
      continue;
    }
    const home = replaced.includes(name) ? homeBeside(owned.map(values), size) : undefined;
    const { array, made } = home
      ? moveIn(cpu, home, tensors[name] as TensorInfo)
      : publish(cpu, shape, new Float32Array(size));
    targets.set(name, array);
    if (made !== undefined) results[name] = made;
  }

  const arena = [...targets.values()].map(arenaOf).find((found) => found) ?? scratchArena();
  const numbers = [
    ...program.broadcasts.map((name) => values(name)[0] as number),
    ...[...program.scalars, ...program.integers].map((name) => scalars[name] as number),
  ];
  const reductions = loop({ arena, sources, targets, numbers, size });
  for (const [name, value] of Object.entries(reductions)) {
    results[name] = cpu.makeTensorInfo([], 'float32', Float32Array.of(value));
  }
  return results;
}

/** Where an output goes, and the tensor that was made for it unless it is written in place. */
interface Destination {
  readonly array: Float32Array;
  readonly made?: TensorInfo;
}

function publish(cpu: CpuBackend, shape: number[], array: Float32Array): Destination {
  return { array, made: cpu.makeTensorInfo(shape, 'float32', array) };
}

/** The room for a parameter of this size beside its state, if it has state of that size. */
function homeBeside(slots: readonly Float32Array[], size: number): Home | undefined {
  const slot = slots.find((array) => array.length === size);
  return slot && arenaOf(slot)?.homeBeside(slot);
}

/**
 * The room beside a parameter's state as the place of its new value. If the parameter is there and
 * nobody shares it, it is written in place. Otherwise it moves in as a new tensor, and whoever
 * holds the tensor that was there keeps its values in an array of their own.
 */
function moveIn(cpu: CpuBackend, home: Home, { dataId, shape }: TensorInfo): Destination {
  const { array, dataId: tenant } = home;
  if (dataId === tenant && cpu.data.get(dataId).values === array && cpu.refCount(dataId) === 1) {
    return { array };
  }
  if (tenant !== undefined && cpu.data.has(tenant) && cpu.data.get(tenant).values === array) {
    cpu.data.get(tenant).values = array.slice();
  }
  const made = makeResident(shape, array);
  home.dataId = made.dataId;
  return { array, made };
}
