import type { Tensor } from '@tensorflow/tfjs-core';
import {
  add,
  type Expr,
  execute,
  max,
  type Program,
  type Reduction,
  trace,
} from '../program/index.js';

/** Tensors that one program joins: with its output as many as every device can bind. */
const most = 6;

const programs = new Map<string, Program>();

/**
 * The sum, or maximum, of 0-D tensors, which stays on the device: for instance of what reductions gave
 * for each parameter. It is computed in float32 on every backend, also where ordinary ops have 16 bits.
 *
 * The caller disposes of it and, in a surrounding `tidy`, of what was made on the way.
 */
export function totalOf(parts: readonly Tensor[], reduce: Reduction): Tensor {
  if (parts.length === 1) return parts[0] as Tensor;
  const totals: Tensor[] = [];
  for (let i = 0; i < parts.length; i += most) totals.push(join(parts.slice(i, i + most), reduce));
  return totalOf(totals, reduce);
}

function join(parts: readonly Tensor[], reduce: Reduction): Tensor {
  if (parts.length === 1) return parts[0] as Tensor;
  const key = `${reduce} ${parts.length}`;
  let program = programs.get(key);
  if (program === undefined) {
    const tensors = parts.map((_, i) => `part${i}`);
    const pair = reduce === 'sum' ? add : (a: Expr, b: Expr) => max(a, b);
    program = trace({ name: 'total', tensors }, (inputs) => ({
      total: tensors.map((name) => inputs[name] as Expr).reduce((a, b) => pair(a, b)),
    }));
    programs.set(key, program);
  }
  const tensors = Object.fromEntries(parts.map((part, i) => [`part${i}`, part]));
  return execute(program, { tensors }).total as Tensor;
}
