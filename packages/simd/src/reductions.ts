import type { Program } from '@nadir/core';
import type { ProgramOutput } from '@nadir/core/internal';
import { reductionBytes } from './loop-writer.js';

/** Sets the partial results of a program's reductions at `address` to those of no elements. */
export function resetReductions(program: Program, buffer: ArrayBufferLike, address: number): void {
  reductionsOf(program).forEach(({ reduce }, i) => {
    const at = address + i * reductionBytes;
    if (reduce === 'sum') new Float64Array(buffer, at, 4).fill(0);
    else new Float32Array(buffer, at, 4).fill(-Infinity);
  });
}

/** The results of a program's reductions by name, from the four partial results of each. */
export function readReductions(
  program: Program,
  buffer: ArrayBufferLike,
  address: number,
): Record<string, number> {
  const results: Record<string, number> = {};
  reductionsOf(program).forEach(({ name, reduce }, i) => {
    const at = address + i * reductionBytes;
    if (reduce === 'sum') {
      const [l0, l1, l2, l3] = Array.from(new Float64Array(buffer, at, 4)) as Lanes;
      results[name] = Math.fround(l0 + l1 + (l2 + l3));
    } else {
      results[name] = Math.max(...new Float32Array(buffer, at, 4));
    }
  });
  return results;
}

type Lanes = [number, number, number, number];

/** The outputs of a program that are reductions, in their order. */
function reductionsOf(program: Program): readonly ProgramOutput[] {
  let found = known.get(program);
  if (found === undefined) {
    found = program.outputs.filter(({ reduce }) => reduce !== undefined);
    known.set(program, found);
  }
  return found;
}

const known = new WeakMap<Program, readonly ProgramOutput[]>();
