import { add, neg, trace } from '@nadir/core';
import { SimdLoop } from './simd-loop.js';

/**
 * Reads and writes the arrays that a step of AdamW does, and computes next to nothing: θ + g, −m, −v.
 * It is the limit beside the other figures, what the memory alone allows on one thread.
 */
export function traffic(): SimdLoop {
  const tensors = ['param', 'grad', 'm', 'v'] as const;
  return new SimdLoop({
    name: 'the same bytes, no arithmetic',
    rule: 'none',
    reference: 'limit',
    program: trace({ name: 'traffic', tensors }, ({ param, grad, m, v }) => ({
      param: add(param, grad),
      m: neg(m),
      v: neg(v),
    })),
    numbersAt: () => [],
  });
}
