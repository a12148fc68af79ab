import type { Constraint } from '../constraints/constraint.js';
import { defineRule, type Rule } from '../program/index.js';

/** Keeps parameters in a set, after a rule: θ ← the nearest point of the set. */
export const constrain = (constraint: Constraint): Rule =>
  defineRule({
    name: `constraint ${constraint.name}`,
    update: ({ param }) => ({ param: constraint.project(param) }),
  });
