import { checkPositive } from '../check.js';
import {
  bind,
  defineRule,
  div,
  max,
  mean,
  type Numeric,
  type Rule,
  sqrt,
  square,
} from '../program/index.js';

const clipping = defineRule({
  name: 'clipByBlockRms',
  defaults: { threshold: 1 },
  check(o, where) {
    checkPositive(where, o, 'threshold');
  },
  scalars: ({ threshold }) => ({ threshold }),
  update: ({ grad }, { threshold }) => ({
    grad: div(grad, max(1, div(sqrt(mean(square(grad))), threshold))),
  }),
});

/**
 * A link of a chain: scales the gradient of each parameter so that its root mean square is at most a
 * threshold, `optax.clip_by_block_rms`.
 *
 * @param threshold > 0.
 * @throws {@link OptionError} when the threshold leaves its range.
 */
export const clipByBlockRms = (threshold: Numeric): Rule => bind(clipping, { threshold });
