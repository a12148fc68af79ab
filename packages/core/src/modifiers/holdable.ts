import { equal, where as select, type Tensor } from '@tensorflow/tfjs-core';
import { type Expr, less, where } from '../program/expression.js';
import { call, type NumberArray, type TensorOp } from '../program/tensor-op.js';
import type { Rule } from '../transform/rule.js';

/**
 * A rule that changes nothing where the 0-D tensor `refusal` is 1: how a device holds back a step
 * that it alone knows to be refused.
 */
export const holdable = (rule: Rule): Rule => ({
  ...rule,
  broadcasts: [...rule.broadcasts, 'refusal'],
  update(tensors, scalars, structure, shape, integers) {
    const refusal = tensors.refusal as Expr;
    const isAdmitted = less(refusal, 0.5);
    const hold = (next: Expr | Expr<'tensor'>, old: Expr): Expr | Expr<'tensor'> =>
      next.type === 'tensor' ? call(held, [next, old, refusal]).held : where(isAdmitted, next, old);
    const changes = Object.entries(rule.update(tensors, scalars, structure, shape, integers));
    return Object.fromEntries(
      changes.map(([name, next]) => [name, hold(next, tensors[name] as Expr)]),
    );
  },
});

/** The same for state of a shape of its own. */
const held = {
  name: 'held',
  results: { held: 'tensor' },
  run: ([next, old, refusal]) => ({
    held: select(equal(refusal as Tensor, 0), next as Tensor, old as Tensor),
  }),
  interpret: ([next, old, refusal]) => ({
    held: (refusal?.values[0] === 0 ? next : old) as NumberArray,
  }),
} as const satisfies TensorOp;
