import { neg } from '../program/expression.js';
import { defineRule } from '../transform/define-rule.js';

/** Ascent instead of descent, in front of a rule: g ← −g. */
export const maximize = defineRule({
  name: 'maximize',
  update: ({ grad }) => ({ grad: neg(grad) }),
});
