import type { Tensor } from '@tensorflow/tfjs-core';
import { add, type Expr, max, type Reduction } from '../../program/expression.js';
import { joinInTree } from '../../program/join-in-tree.js';
import { execute } from '../../program/run/execute.js';
import { type Program, trace } from '../../program/trace.js';

const programs = new Map<string, Program>();

/**
 * The sum, or maximum, of 0-D tensors, which stays on the device: for instance of what reductions gave
 * for each parameter. It is computed in float32 on every backend, also where ordinary ops have 16 bits.
 *
 * The caller disposes of it and, in a surrounding `tidy`, of what was made on the way.
 */
export const totalOf = (parts: readonly Tensor[], reduce: Reduction): Tensor =>
  joinInTree(parts, (some) => join(some, reduce));

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
