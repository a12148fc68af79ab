import type { Tensor } from '@tensorflow/tfjs-core';
import { add, type Expr, execute, joinInGroups, type Program, trace } from '../program/index.js';

const programs = new Map<number, Program>();

/**
 * The sum of 0-D tensors, which stays on the device: for instance of what reductions gave for each
 * parameter. It is added in float32 on every backend, also where ordinary ops have 16 bits.
 *
 * The caller disposes of it and, in a surrounding `tidy`, of what was added on the way.
 */
export const totalOf = (parts: readonly Tensor[]): Tensor => joinInGroups(parts, addUp);

function addUp(parts: readonly Tensor[]): Tensor {
  if (parts.length === 1) return parts[0] as Tensor;
  let program = programs.get(parts.length);
  if (program === undefined) {
    const tensors = parts.map((_, i) => `part${i}`);
    program = trace({ name: 'total', tensors }, (inputs) => ({
      total: tensors.map((name) => inputs[name] as Expr).reduce((a, b) => add(a, b)),
    }));
    programs.set(parts.length, program);
  }
  const tensors = Object.fromEntries(parts.map((part, i) => [`part${i}`, part]));
  return execute(program, { tensors }).total as Tensor;
}
