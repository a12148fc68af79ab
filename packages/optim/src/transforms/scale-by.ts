import { bind, defineTransform, mul, type Numeric, type Transform } from '@nadir/core';
import { checkFinite } from '@nadir/core/internal';

const scaling = defineTransform({
  name: 'scaleBy',
  defaults: { factor: 1 },
  check(o, where) {
    checkFinite(where, o, 'factor');
  },
  scalars: ({ factor }) => ({ factor }),
  update: ({ grad }, { factor }) => ({ grad: mul(factor, grad) }),
});

/**
 * A link of a chain: g ← factor · g. It is `optax.scale` with a number and `optax.scale_by_schedule`
 * with a schedule.
 *
 * @throws {@link OptionError} when the factor is not finite.
 */
export const scaleBy = (factor: Numeric): Transform => bind(scaling, { factor });
