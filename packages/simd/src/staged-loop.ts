import type { Program } from '@nadir/core';
import type { Arena } from './arena.js';
import { bindLoop, compileLoop, type Loop } from './loop.js';
import { type Operand, place, reductionsAddress } from './place.js';
import { readReductions, resetReductions } from './reductions.js';

/** What one call of a {@link StagedLoop} runs on. */
export interface StagedCall {
  readonly arena: Arena;
  /** The array of each of the program's tensors. */
  readonly sources: ReadonlyMap<string, Float32Array>;
  /** The array of each output over elements; may be the source of the same name. */
  readonly targets: ReadonlyMap<string, Float32Array>;
  /** Values of the program's broadcasts, scalars and integers, in this order. */
  readonly numbers: readonly number[];
  /** Number of elements. */
  readonly size: number;
}

/** A program over arrays that lie anywhere. Returns its reductions by name. */
export type StagedLoop = (call: StagedCall) => Record<string, number>;

/**
 * Compiles a program to a SIMD loop over an arena. Arrays of the arena are read and written where
 * they lie; all others pass through windows of its scratch space, which stay in the cache.
 */
export function compileStagedLoop(program: Program): StagedLoop {
  const module = compileLoop(program);
  const loops = new WeakMap<Arena, Loop>();
  return ({ arena, sources, targets, numbers, size }) => {
    let loop = loops.get(arena);
    if (loop === undefined) {
      loop = bindLoop(module, arena.memory);
      loops.set(arena, loop);
    }
    const { operands, windowSize } = place(program, arena, sources, targets);
    const inputs = program.tensors.map((name) => operands.get(name) as Operand);
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
    return readReductions(program, arena.buffer, reductionsAddress);
  };
}
