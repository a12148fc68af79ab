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
 * Multiplies the gradient by a factor: g ← factor · g. It is `optax.scale` with a number and
 * `optax.scale_by_schedule` with a schedule.
 *
 * The factor is fixed here and is no option of the optimizer.
 *
 * @throws {@link OptionError} when the factor is not finite.
 */
export const scaleBy = (factor: Numeric): Transform => bind(scaling, { factor });
