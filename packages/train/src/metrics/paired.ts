import { TensorError } from '@nadir/core';
import { cast, reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Outputs and targets of a regression, a row for each example, float32.
 *
 * @throws {@link TensorError} when they have different numbers of values.
 */
export function paired(
  where: string,
  outputs: Tensor,
  targets: Tensor,
): { outputs: Tensor2D; targets: Tensor2D } {
  const examples = targets.shape[0] ?? 1;
  if (outputs.size !== targets.size || (outputs.shape[0] ?? 1) !== examples) {
    throw new TensorError(
      `${where}: got outputs [${outputs.shape}] and targets [${targets.shape}], expected as many of both for each example.`,
    );
  }
  const rows = (tensor: Tensor) =>
    cast(reshape(tensor, [examples, tensor.size / examples]), 'float32') as Tensor2D;
  return { outputs: rows(outputs), targets: rows(targets) };
}
