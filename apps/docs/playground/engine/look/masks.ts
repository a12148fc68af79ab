import { take } from '@nadir/cli/training/outputs';
import { ones, tidy } from '@tensorflow/tfjs-core';
import type { HiddenBlock, Network } from '../training/network.js';

/** By hidden layer: which units took part in the last step, for the first example of its batch. */
export const masksOf = ({ hidden }: Network): Promise<(Uint8Array | undefined)[]> =>
  Promise.all(hidden.map(maskOf));

/** The mask that a layer drew last; none where it drops nothing, or has not drawn. */
async function maskOf({ dropout, linear }: HiddenBlock): Promise<Uint8Array | undefined> {
  if (dropout === undefined || dropout.step.value === 0) return undefined;
  // A draw is named by its number, so the last one can be drawn again.
  dropout.step.value--;
  const kept = await take(tidy(() => dropout.forward(ones([1, linear.outFeatures]))));
  return Uint8Array.from(kept, (value) => Number(value !== 0));
}
