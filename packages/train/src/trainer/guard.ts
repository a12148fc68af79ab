import { TensorError } from '@nadir/core';
import { all, dispose, isFinite as finite, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** The first of some tensors that holds NaN or an infinity. */
export async function firstNonFinite(
  tensors: Iterable<readonly [string, Tensor]>,
): Promise<string | undefined> {
  for (const [name, tensor] of tensors) {
    if (tensor.dtype !== 'float32') continue;
    const verdict = tidy(() => all(finite(tensor)));
    const [whole] = await verdict.data();
    verdict.dispose();
    if (!whole) return name;
  }
  return undefined;
}

/**
 * Called for a loss that is not finite. It may pass: an optimizer can leave such a step out, and then all weights are as they
 * were.
 *
 * @param weights Copies, which are disposed of.
 * @throws {@link TensorError} when the weights are spoilt, naming the first one and whether the batch was to blame.
 */
export async function checkWeights(
  { step, loss }: { readonly step: number; readonly loss: number },
  batch: object,
  weights: Readonly<Record<string, Tensor>>,
): Promise<void> {
  const spoilt = await firstNonFinite(Object.entries(weights));
  dispose(weights as Record<string, Tensor>);
  if (spoilt === undefined) return;
  const isTensor = (entry: [string, unknown]): entry is [string, Tensor] =>
    typeof (entry[1] as Tensor | null)?.dtype === 'string';
  const bad = await firstNonFinite(Object.entries(batch).filter(isTensor));
  const cause = bad === undefined ? '' : `, and NaN or an infinity in batch.${bad}`;
  throw new TensorError(
    `Trainer: got a loss of ${loss} at step ${step}, NaN or an infinity in "${spoilt}" after it${cause}, expected finite numbers. ` +
      `${bad === undefined ? 'Take a smaller learning rate, or clip: clipByGlobalNorm(1)' : 'Look at the data'}; nonFinite: skipStep leaves such steps out. ` +
      'Go on from the last checkpoint.',
  );
}
