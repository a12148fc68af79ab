import { counts, type Task } from './task.js';

/**
 * Values that look random and that every language computes alike: for the element at position i
 * over all tensors, the upper 24 bits of (i + shift) · 2654435761 mod 2³², as a fraction less ½, times
 * the spread of its tensor. `pytorch.py` has the same formula.
 */
function fill(
  task: Pick<Task, 'shapes'>,
  shift: number,
  spreadOf: (tensor: number) => number,
): Float32Array[] {
  let position = shift;
  return counts(task).map((count, tensor) => {
    const values = new Float32Array(count);
    const spread = spreadOf(tensor);
    for (let i = 0; i < count; i++) {
      values[i] = ((Math.imul(position++, 2654435761) >>> 8) / 2 ** 24 - 0.5) * spread;
    }
    return values;
  });
}

/** Parameters at the start. */
export const startValues = (task: Task): Float32Array[] =>
  fill(task, 1, (tensor) => task.spreads[tensor] ?? 1);

/** Gradients, the same at every step, in [−1/64, 1/64). */
export const gradientValues = (task: Task): Float32Array[] => fill(task, 7919, () => 1 / 32);

/** Inputs of a model, in [−½, ½). */
export const inputValues = (shape: readonly number[]) =>
  fill({ shapes: [shape] }, 104729, () => 1)[0] as Float32Array;

/** Integers below a bound: classes to learn, or tokens. */
export const integerValues = (count: number, bound: number, shift: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => (Math.imul(i + shift, 2654435761) >>> 8) % bound);

/** Every `stride`-th element over all tensors in order, the first included. */
export function sample(arrays: readonly Float32Array[], stride: number): number[] {
  const values: number[] = [];
  let next = 0;
  for (const array of arrays) {
    for (; next < array.length; next += stride) values.push(array[next] as number);
    next -= array.length;
  }
  return values;
}
