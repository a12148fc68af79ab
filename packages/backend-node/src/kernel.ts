import type { Kernel, KernelCall, Program } from '@nadir/core';
import {
  type Arena,
  arenaOf,
  compileStagedLoop,
  type Home,
  type StagedLoop,
  scratchArena,
} from '@nadir/simd';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './binding.js';
import { receive } from './receive.js';
import { makeResident, moveOut, residenceOf, setValues, tensorflow } from './tensorflow.js';

/** From this number of elements on, TensorFlow copies faster than a new array is made. */
const smallestReceived = 65536;

/**
 * Compiles a program to a SIMD loop over an arena.
 *
 * State lives in the arena and is updated where it is, and so is a parameter from its second step
 * on. TensorFlow writes the gradient into the arena.
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
  const backend = tensorflow();
  const shape = [...(givenShape ?? tensors[program.tensors[0] as string]?.shape ?? [])];
  const size = util.sizeFromShape(shape);
  const slots = owned.map((name) => residenceOf((tensors[name] as TensorInfo).dataId));
  // A number that a parameter keeps has no room for the parameter beside it.
  const [slot] = slots.filter((found) => found?.length === size);
  const arena = (slot && arenaOf(slot)) ?? scratchArena(size);

  const read = reader(backend, arena);
  const sources = new Map(program.tensors.map((name) => [name, read(tensors[name] as TensorInfo)]));
  const targets = new Map<string, Float32Array>();
  const results: Record<string, TensorInfo> = {};
  for (const { name, reduce } of program.outputs) {
    if (reduce !== undefined) continue;
    const home = replaced.includes(name) && slot ? arena.homeBeside(slot) : undefined;
    if (owned.includes(name)) {
      const { dataId } = tensors[name] as TensorInfo;
      targets.set(name, residenceOf(dataId) ?? renew(backend, dataId, size));
    } else if (home !== undefined) {
      const made = moveIn(backend, home, tensors[name] as TensorInfo);
      targets.set(name, home.array);
      if (made !== undefined) results[name] = made;
    } else {
      const array = new Float32Array(size);
      targets.set(name, array);
      results[name] = publish(backend, shape, array);
    }
  }

  const numbers = [
    ...program.broadcasts.map((name) => read(tensors[name] as TensorInfo)[0] as number),
    ...[...program.scalars, ...program.integers].map((name) => scalars[name] as number),
  ];
  const reductions = loop({ arena, sources, targets, numbers, size });
  for (const [name, value] of Object.entries(reductions)) {
    results[name] = publish(backend, [], Float32Array.of(value));
  }
  return results;
}

/**
 * Reads tensors into arrays: where they are, if their values have an array; the first large one of
 * TensorFlow's own into the intake of the arena.
 */
function reader(backend: TensorFlow, arena: Arena): (tensor: TensorInfo) => Float32Array {
  const { binding } = backend;
  const received = new Map<object, Float32Array>();
  return ({ dataId, shape }) => {
    const { values, id } = backend.tensorMap.get(dataId);
    const known = residenceOf(dataId) ?? values ?? received.get(dataId);
    if (known) return known;
    const size = util.sizeFromShape([...shape]);
    const fits = received.size === 0 && size >= smallestReceived && size <= arena.intake.length;
    if (!fits) return binding.tensorDataSync(id);
    const array = arena.intake.subarray(0, size);
    receive(binding, id, array);
    received.set(dataId, array);
    return array;
  };
}

function publish(backend: TensorFlow, shape: number[], array: Float32Array): TensorInfo {
  const dataId = backend.write(array, shape, 'float32') as TensorInfo['dataId'];
  return { dataId, shape, dtype: 'float32' };
}

/** Gives a tensor that does not live in an arena a new array, to be filled. */
function renew(backend: TensorFlow, dataId: object, size: number): Float32Array {
  const array = new Float32Array(size);
  setValues(backend, dataId, array);
  return array;
}

/**
 * Makes the room beside a parameter's state the place of its new value. If the parameter is there
 * and nobody shares it, it is written in place. Otherwise it moves in as a new tensor, and whoever
 * holds the tensor that was there keeps its values in an array of their own.
 */
function moveIn(
  backend: TensorFlow,
  home: Home,
  { dataId, shape }: TensorInfo,
): TensorInfo | undefined {
  const { array, dataId: tenant } = home;
  const isHere = dataId === tenant && residenceOf(dataId) === array;
  if (isHere && backend.refCount(dataId) === 1) return undefined;
  if (tenant !== undefined && residenceOf(tenant) === array) moveOut(backend, tenant);
  const made = makeResident(shape, array);
  home.dataId = made.dataId;
  return made;
}
