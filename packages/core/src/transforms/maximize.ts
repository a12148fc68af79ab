import { neg } from '../program/expression.js';
import { defineTransform } from '../transform/define-transform.js';

/** Ascent instead of descent, in front of a rule: g ← −g. It has no options. */
export const maximize = defineTransform({
  name: 'maximize',
  update: ({ grad }) => ({ grad: neg(grad) }),
});
