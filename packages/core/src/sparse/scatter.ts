import { reshape, scatterND, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';

/**
 * A tensor that has given rows and is 0 elsewhere. Rows that are named more than once are added up.
 *
 * @param indices Int32, of any shape.
 * @param values Shape of `indices`, then that of a row.
 * @param shape Of the result.
 */
export function scatterRows(indices: Tensor, values: Tensor, shape: readonly number[]): Tensor {
  const { size } = indices;
  if (size === 0 || values.size === 0) return zeros([...shape]);
  const row = shape.slice(1);
  return tidy(() =>
    scatterND(
      reshape(indices, [size, 1]),
      reshape(values, [size, ...row]),
      // The type of scatterND knows shapes by their rank only.
      [...shape] as [number],
    ),
  );
}
