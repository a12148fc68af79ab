import { defineRule, neg } from '../program/index.js';

/** Ascent instead of descent, in front of a rule: g ← −g. */
export const maximize = defineRule({
  name: 'maximize',
  update: ({ grad }) => ({ grad: neg(grad) }),
});
