import { counts, type Size } from './size.js';

/**
 * Values that look random and that every language computes alike: for the element at position i
 * over all tensors, the upper 24 bits of (i + shift) · 2654435761 mod 2³², as a fraction less ½.
 * Each is exact in float32. `torch-step.py` has the same formula.
 */
function fill(size: Size, shift: number, scale: number): Float32Array<ArrayBuffer>[] {
  let position = shift;
  return counts(size).map((count) => {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      values[i] = ((Math.imul(position++, 2654435761) >>> 8) / 2 ** 24 - 0.5) * scale;
    }
    return values;
  });
}

/** Parameters at the start, in [−½, ½). */
export const startValues = (size: Size) => fill(size, 1, 1);

/** Gradients, the same at every step, in [−1/64, 1/64). */
export const gradientValues = (size: Size) => fill(size, 7919, 1 / 32);

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
