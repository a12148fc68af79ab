import { defineTransform, sign } from '@nadir/core';

/** The sign of each element of the gradient, 0 for 0: g ← sign(g), as `optax.scale_by_sign`. It has no options. */
export const scaleBySign = defineTransform({
  name: 'scaleBySign',
  update: ({ grad }) => ({ grad: sign(grad) }),
});
