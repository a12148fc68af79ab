import { clone, keep, type Scalar } from '@tensorflow/tfjs-core';
import type { LossGradients } from './loss-gradients.js';
import type { LossScaler } from './loss-scaler.js';

/** The gradients of the scaled loss, and the loss as it was: divided again, it could have overflowed. */
export function withScaledLoss(
  scaler: LossScaler | undefined,
  loss: () => Scalar,
  compute: (loss: () => Scalar) => LossGradients,
): LossGradients {
  if (scaler === undefined) return compute(loss);
  let kept: Scalar | undefined;
  try {
    const { value, grads } = compute(() => {
      const given = loss();
      kept = keep(clone(given));
      return scaler.scale(given);
    });
    value.dispose();
    return { value: clone(kept as Scalar), grads };
  } finally {
    kept?.dispose();
  }
}
