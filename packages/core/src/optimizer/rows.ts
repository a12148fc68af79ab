import { concat, ones, reshape, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Lookups } from '../sparse/lookup.js';
import { scatterRows } from '../sparse/scatter.js';
import { rowCount } from '../transform/touched-rows.js';
import { isSparse } from './gradient.js';
import type { Move, Plan } from './roster.js';

/** A move whose gradient is a tensor of the shape of the parameter. */
export interface DenseMove extends Move {
  readonly grad: Tensor | undefined;
  /** How often the gradient names each row, float32 `[rows]`, if the rule is rowwise. */
  readonly namedRows?: Tensor;
}

/** A plan of such moves. */
export interface DensePlan extends Plan {
  readonly moves: readonly DenseMove[];
}

/** Makes tensors of sparse gradients, and of the rows that gradients name, for as long as `use` runs. */
export function withTensors(
  plan: Plan,
  lookups: Lookups | undefined,
  use: (plan: DensePlan) => void,
): void {
  // A rule that is not rowwise was given no sparse gradient.
  const isDense = ({ group }: Move): boolean => !group.settings.rowwise;
  if (plan.moves.every(isDense)) use(plan as DensePlan);
  else {
    const dense = (move: Move) => (isDense(move) ? (move as DenseMove) : withRows(move, lookups));
    tidy(() => use({ ...plan, moves: plan.moves.map(dense) }));
  }
}

function withRows(move: Move, lookups: Lookups | undefined): DenseMove {
  const { grad, parameter } = move;
  if (grad === undefined) return { ...move, grad };
  const { shape } = parameter.variable;
  const named = [...(lookups?.of(parameter.variable) ?? [])];
  if (isSparse(grad)) named.push(grad.indices);
  return {
    ...move,
    grad: isSparse(grad) ? scatterRows(grad.indices, grad.values, shape) : grad,
    namedRows: countRows(named, rowCount(shape)),
  };
}

/** How often each row is named. */
function countRows(indices: readonly Tensor[], count: number): Tensor {
  const lists = indices.filter(({ size }) => size > 0).map((one) => reshape(one, [one.size]));
  if (lists.length === 0) return zeros([count]);
  const all = concat(lists);
  return scatterRows(all, ones([all.size]), [count]);
}
