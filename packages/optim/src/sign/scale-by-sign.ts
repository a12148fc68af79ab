import { defineRule, sign } from '@nadir/core';

/** A link of a chain: g ← sign(g), `optax.scale_by_sign`. */
export const scaleBySign = defineRule({
  name: 'scaleBySign',
  update: ({ grad }) => ({ grad: sign(grad) }),
});
