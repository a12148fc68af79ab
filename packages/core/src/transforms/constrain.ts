import type { Constraint } from '../regularizer/constraint.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';

/** Keeps parameters in a set, after a rule: θ ← the nearest point of the set. The set is fixed here. */
export const constrain = (constraint: Constraint): Transform =>
  defineTransform({
    name: `constraint ${constraint.name}`,
    update: ({ param }) => ({ param: constraint.project(param) }),
  });
