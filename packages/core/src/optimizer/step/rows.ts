import { concat, ones, reshape, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Lookups } from '../../sparse/lookup.js';
import { scatterRows } from '../../sparse/scatter.js';
import { rowCount } from '../../transform/touched-rows.js';
import { isSparse } from '../gradients/gradient.js';
import type { Parameter } from '../groups/parameter.js';

/**
 * Makes tensors of sparse gradients, and of the rows that gradients name, for as long as `use` runs. Only rules that are
 * rowwise ask for either.
 */
export function withRows(
  parameters: readonly Parameter[],
  lookups: Lookups | undefined,
  use: () => void,
): void {
  tidy(() => {
    for (const parameter of parameters) {
      if (parameter.group.settings.rowwise) nameRows(parameter, lookups);
    }
    use();
  });
}

function nameRows(parameter: Parameter, lookups: Lookups | undefined): void {
  const { grad, variable } = parameter;
  if (grad === undefined) return;
  const named = [...(lookups?.of(variable) ?? [])];
  if (isSparse(grad)) {
    named.push(grad.indices);
    parameter.grad = scatterRows(grad.indices, grad.values, variable.shape);
  }
  parameter.namedRows = countRows(named, rowCount(variable.shape));
}

/** How often each row is named. */
function countRows(indices: readonly Tensor[], count: number): Tensor {
  const lists = indices.filter(({ size }) => size > 0).map((one) => reshape(one, [one.size]));
  if (lists.length === 0) return zeros([count]);
  const all = concat(lists);
  return scatterRows(all, ones([all.size]), [count]);
}
