import type { Constraint } from '../regularizer/constraint.js';
import { defineRule } from '../transform/define-rule.js';
import type { Rule } from '../transform/rule.js';

/** Keeps parameters in a set, after a rule: θ ← the nearest point of the set. */
export const constrain = (constraint: Constraint): Rule =>
  defineRule({
    name: `constraint ${constraint.name}`,
    update: ({ param }) => ({ param: constraint.project(param) }),
  });
