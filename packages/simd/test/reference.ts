import { interpret, type Program } from '@nadir/core';
import { expect } from 'vitest';
import { difference } from '../../core/test/random-program.js';
import {
  bindLoop,
  compileLoop,
  loopArguments,
  readReductions,
  reductionBytes,
  resetReductions,
} from '../src/index.js';

type Inputs = Readonly<Record<string, number | Float32Array>>;

interface Layout {
  /** Whether outputs named as an input take its place. */
  readonly inPlace?: boolean;
  /** Number of elements of each call but the last; by default there is one call. */
  readonly chunk?: number;
  /** What stands behind the last element of each array. */
  readonly garbage?: number;
  /** Whether the memory is shared among threads. */
  readonly shared?: boolean;
}

/**
 * Lays arrays out in a new memory with gaps between them and runs a program there. Gives its
 * results as the interpreter does, and the number of bytes that changed outside of the outputs,
 * each of whole vectors, and the reductions.
 */
function runLoop(program: Program, inputs: Inputs, size: number, layout: Layout = {}) {
  const { inPlace = false, chunk = Infinity, garbage = Number.NaN, shared } = layout;
  const perElement = program.outputs.filter(({ reduce }) => reduce === undefined);
  const reduced = program.outputs.length - perElement.length;
  const gap = 48;
  const arrayBytes = 16 * Math.ceil(size / 4);
  const reductions = gap;
  let end = reductions + reduced * reductionBytes + gap;
  const newArray = () => {
    const at = end;
    end += arrayBytes + gap;
    return at;
  };
  const inputAt = program.tensors.map(newArray);
  const outputAt = perElement.map(({ name }) => {
    const input = program.tensors.indexOf(name);
    return inPlace && input >= 0 ? (inputAt[input] as number) : newArray();
  });

  const initial = Math.ceil(end / 65536);
  const memory = new WebAssembly.Memory(
    shared ? { initial, maximum: initial + 1, shared } : { initial },
  );
  const bytes = new Uint8Array(memory.buffer).fill(0xa5);
  program.tensors.forEach((name, i) => {
    new Float32Array(memory.buffer, inputAt[i], arrayBytes / 4).fill(garbage);
    new Float32Array(memory.buffer, inputAt[i], size).set(inputs[name] as Float32Array);
  });
  resetReductions(program, memory.buffer, reductions);

  const before = bytes.slice();
  const loop = bindLoop(compileLoop(program, shared ? 'shared' : 'unshared'), memory);
  const { broadcasts, scalars, integers } = program;
  for (let start = 0; start < Math.max(size, 1); start += chunk) {
    loop(
      loopArguments({
        start,
        count: Math.min(chunk, size - start),
        inputs: inputAt.map((at) => at + 4 * start),
        outputs: outputAt.map((at) => at + 4 * start),
        reductions,
        numbers: [...broadcasts, ...scalars, ...integers].map((name) => inputs[name] as number),
      }),
    );
  }
  const after = bytes.slice();

  const results: Record<string, number | Float32Array> = {
    ...readReductions(program, after.buffer, reductions),
  };
  perElement.forEach(({ name }, i) => {
    results[name] = new Float32Array(after.buffer, outputAt[i], size);
  });
  const mayChange = (at: number) =>
    outputAt.some((from) => at >= from && at < from + arrayBytes) ||
    (at >= reductions && at < reductions + reduced * reductionBytes);
  const strayBytes = after.filter((byte, at) => byte !== before[at] && !mayChange(at)).length;
  return { results, strayBytes };
}

/** Fails unless the loop gives what the interpreter gives in float32, bit for bit. */
export function expectReference(
  program: Program,
  inputs: Inputs,
  size: number,
  layout: Layout = {},
): void {
  const expected = interpret(program, inputs, 'float32', size);
  const { results, strayBytes } = runLoop(program, inputs, size, layout);
  expect(Object.keys(results).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    expect(difference(results[name], value), name).toBeUndefined();
  }
  expect(strayBytes).toBe(0);
}
