import { TensorError } from '@nadir/core';
import { checkTensor } from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Throws unless there are logits of classes for each example of a batch. */
export function checkLogits(where: string, logits: Tensor): void {
  checkTensor(`${where}.logits`, logits);
  const { dtype, rank, size, shape } = logits;
  if (dtype === 'float32' && rank === 2 && size > 0) return;
  throw new TensorError(
    `${where}: got logits ${dtype} [${shape}], expected float32 [batch, classes], not empty.`,
  );
}
