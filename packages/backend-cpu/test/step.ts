import {
  abs,
  add,
  bits,
  largest,
  lerp,
  mul,
  sqrt,
  square,
  sub,
  sum,
  trace,
  uniform,
} from '@nadir/core';
import { tameValues, wildValues } from '../../core/test/random-program.js';

/** One step with all that a rule can have: state, numbers, random bits, reductions. */
export const step = trace(
  {
    name: 'step',
    tensors: ['param', 'grad', 'm', 'v'],
    broadcasts: ['clip'],
    scalars: ['beta', 'rate'],
    integers: ['key', 'stream', 'step'],
  },
  ({ param, grad, m, v, clip, beta, rate, key, stream, step }) => {
    const g = add(mul(grad, clip), uniform(bits(key, stream, step)));
    const mNext = lerp(g, m, beta);
    const vNext = lerp(square(g), v, beta);
    const next = sub(param, mul(rate, mul(mNext, sqrt(vNext))));
    return {
      param: next,
      m: mNext,
      v: vNext,
      norm: sum(square(next)),
      largest: largest(abs(next)),
    };
  },
);

/** Numbers and arrays of `size` elements for that step. */
export const stepInputs = (size: number) => ({
  ...{ param: wildValues(1, size), grad: wildValues(2, size) },
  ...{ m: tameValues(3, size), v: tameValues(4, size), clip: 0.5, beta: 0.9, rate: 1e-3 },
  ...{ key: 2 ** 32 - 1, stream: 7, step: 12 },
});
