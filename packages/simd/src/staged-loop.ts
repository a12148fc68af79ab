import type { Program } from '@nadir/core';
import type { Arena } from './arena.js';
import { bindLoop, compileLoop, type Loop, loopArguments } from './loop.js';
import { Reach, reductionsAddress } from './reach.js';
import { readReductions, resetReductions } from './reductions.js';

/** What one call of a {@link StagedLoop} runs on. */
export interface StagedCall {
  readonly arena: Arena;
  /** The array of each of the program's tensors, in their order. */
  readonly sources: readonly Float32Array[];
  /** The array of each output over elements, in their order; may be a source. */
  readonly targets: readonly Float32Array[];
  /** Values of the program's broadcasts, scalars and integers, in this order. */
  readonly numbers: readonly number[];
  /** Number of elements. */
  readonly size: number;
}

/** A program over arrays that lie anywhere. Returns its reductions by name. */
export type StagedLoop = (call: StagedCall) => Readonly<Record<string, number>>;

/**
 * Compiles a program to a SIMD loop over an arena. Arrays of the arena are read and written where
 * they lie; all others pass through windows of its scratch space, which stay in the cache.
 */
export function compileStagedLoop(program: Program): StagedLoop {
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
  const reach = new Reach(program);
  // Used again in each call: what a small loop would spend on a new one is more than it computes.
  const args = loopArguments({ start: 0, count: 0, reductions: reductionsAddress, ...nothing });
  const firstArray = args.length;

  return ({ arena, sources, targets, numbers, size }) => {
    const loop = loopIn(arena);
    const { scratch } = arena;
    const arrays = sources.length + targets.length;
    reach.find(arena, sources, targets);
    for (let i = 0; i < numbers.length; i++) args[firstArray + arrays + i] = numbers[i] as number;
    resetReductions(program, arena.buffer, reductionsAddress);
    for (let start = 0; start < size; start += reach.width) {
      const count = Math.min(reach.width, size - start);
      args[0] = start;
      args[1] = count;
      for (let i = 0; i < arrays; i++) args[firstArray + i] = reach.addressOf(i, start);
      for (let i = 0; i < sources.length; i++) {
        if (!reach.isStaged(i)) continue;
        scratch.set(partOf(sources[i] as Float32Array, start, count), reach.windowOf(i) / 4);
      }
      loop(args);
      for (let i = 0; i < targets.length; i++) {
        if (!reach.isStaged(sources.length + i)) continue;
        const at = reach.windowOf(sources.length + i) / 4;
        (targets[i] as Float32Array).set(scratch.subarray(at, at + count), start);
      }
    }
    return readReductions(program, arena.buffer, reductionsAddress);
  };
}

const nothing = { inputs: [], outputs: [], numbers: [] };

/** Some elements of an array: itself where these are all. */
const partOf = (array: Float32Array, start: number, count: number): Float32Array =>
  count === array.length ? array : array.subarray(start, start + count);
