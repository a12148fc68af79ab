import { equal, where as select, type Tensor } from '@tensorflow/tfjs-core';
import { call } from '../program/call.js';
import { type Expr, less, where } from '../program/expression.js';
import type { NumberArray, TensorOp } from '../program/tensor-op.js';
import { derive } from '../transform/derived.js';
import type { Transform } from '../transform/transform.js';

/**
 * A rule that changes nothing where the 0-D tensor `refusal` is 1: how a device holds back a step
 * that it alone knows to be refused.
 */
export const holdable = (rule: Transform): Transform =>
  derive(rule, {
    broadcasts: [...rule.broadcasts, 'refusal'],
    update(tensors, scalars, context) {
      const refusal = tensors.refusal as Expr;
      const isAdmitted = less(refusal, 0.5);
      const hold = (next: Expr | Expr<'tensor'>, old: Expr): Expr | Expr<'tensor'> =>
        next.type === 'tensor'
          ? call(held, [next, old, refusal]).held
          : where(isAdmitted, next, old);
      // The gradient ends with the rule, so there is nothing to hold.
      const { grad: _, ...changes } = rule.update(tensors, scalars, context);
      return Object.fromEntries(
        Object.entries(changes).map(([name, next]) => [name, hold(next, tensors[name] as Expr)]),
      );
    },
  });

/** Holds back new state of a shape of its own where `refusal` is 1. */
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
