import { TensorError } from '@nadir/core';
import { all, dispose, isFinite as finite, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** Names of those of some tensors that hold NaN or an infinity, in their order. */
export async function nonFiniteIn(tensors: Iterable<readonly [string, Tensor]>): Promise<string[]> {
  const floats = [...tensors].filter(([, { dtype }]) => dtype === 'float32');
  if (floats.length === 0) return [];
  // One answer for all, so that a device is waited for once.
  const verdicts = tidy(() => stack(floats.map(([, tensor]) => all(finite(tensor)))));
  const whole = await verdicts.data();
  verdicts.dispose();
  return floats.filter((_, i) => !whole[i]).map(([name]) => name);
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
  const [spoilt] = await nonFiniteIn(Object.entries(weights));
  dispose(weights as Record<string, Tensor>);
  if (spoilt === undefined) return;
  const isTensor = (entry: [string, unknown]): entry is [string, Tensor] =>
    typeof (entry[1] as Tensor | null)?.dtype === 'string';
  const [bad] = await nonFiniteIn(Object.entries(batch).filter(isTensor));
  const cause = bad === undefined ? '' : `, and NaN or an infinity in batch.${bad}`;
  throw new TensorError(
    `Trainer: got a loss of ${loss} at step ${step}, NaN or an infinity in "${spoilt}" after it${cause}, expected finite numbers. ` +
      `${bad === undefined ? 'Take a smaller learning rate, or clip: clipByGlobalNorm(1)' : 'Look at the data'}; nonFinite: skipStep leaves such steps out. ` +
      'Go on from the last checkpoint.',
  );
}
