import { type Expr, less, type Rule, where } from '../program/index.js';

/**
 * A rule that changes nothing where the 0-D tensor `refusal` is 1: how a device holds back a step
 * that it alone knows to be refused.
 */
export const holdable = (rule: Rule): Rule => ({
  ...rule,
  broadcasts: [...rule.broadcasts, 'refusal'],
  update(tensors, scalars, structure) {
    const isAdmitted = less(tensors.refusal as Expr, 0.5);
    const changes = Object.entries(rule.update(tensors, scalars, structure));
    return Object.fromEntries(
      changes.map(([name, next]) => [name, where(isAdmitted, next, tensors[name] as Expr)]),
    );
  },
});
