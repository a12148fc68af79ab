import { execute, interpret, type Program, trace } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expectEqual } from '../expect-equal.js';
import { sizeOf } from '../numbers.js';
import { read } from '../run.js';
import type { Tolerance } from '../tolerance.js';

/** Values by name: an array for a tensor, a number for a broadcast, scalar or integer. */
export type Inputs = Readonly<Record<string, Float32Array | number>>;

/** What a program gives on the backend, by the name of its outputs. */
export async function runProgram(
  program: Program,
  inputs: Inputs,
  shape: readonly number[],
  owned: readonly string[] = [],
): Promise<Record<string, Float32Array>> {
  const tensors: Record<string, Tensor> = {};
  for (const name of program.tensors) {
    const given = tensor(inputs[name] as Float32Array, [...shape]);
    tensors[name] = owned.includes(name) ? place(given, shape) : given;
  }
  for (const name of program.broadcasts) tensors[name] = tensor(inputs[name] as number);
  const scalars: Record<string, number> = {};
  for (const name of [...program.scalars, ...program.integers]) {
    scalars[name] = inputs[name] as number;
  }
  const made = execute(program, { tensors, scalars, owned, shape });
  const results: Record<string, Float32Array> = {};
  for (const { name } of program.outputs) {
    results[name] = await read(made[name] ?? (tensors[name] as Tensor));
  }
  for (const one of Object.values({ ...tensors, ...made })) one.dispose();
  return results;
}

const copy = trace({ name: 'copy', tensors: ['source'] }, ({ source }) => ({ target: source }));

/** A tensor where the backend keeps state, with given values, which it disposes of. */
export function place(source: Tensor, shape: readonly number[]): Tensor {
  const [target] = allocate([shape]) as [Tensor];
  const made = execute(copy, { tensors: { source, target }, owned: ['target'] });
  source.dispose();
  if (made.target === undefined) return target;
  target.dispose();
  return made.target;
}

/** Fails unless a program gives on the backend what it gives in the interpreter. */
export async function expectInterpreted(
  program: Program,
  inputs: Inputs,
  shape: readonly number[],
  tolerance: Tolerance,
  owned: readonly string[] = [],
): Promise<void> {
  const expected = interpret(program, inputs, 'float32', sizeOf(shape));
  const given = await runProgram(program, inputs, shape, owned);
  for (const [name, values] of Object.entries(expected)) {
    const list = typeof values === 'number' ? [values] : values;
    expectEqual(
      given[name] as Float32Array,
      list,
      `${program.name}.${name} of [${shape}]`,
      tolerance,
    );
  }
}
