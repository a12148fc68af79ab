import { defineTransform, sign } from '@nadir/core';

/** A link of a chain: g ← sign(g), `optax.scale_by_sign`. */
export const scaleBySign = defineTransform({
  name: 'scaleBySign',
  update: ({ grad }) => ({ grad: sign(grad) }),
});
