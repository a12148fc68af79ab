import { dispose, type NamedTensorMap, type Scalar } from '@tensorflow/tfjs-core';
import { notAccepted } from '../../errors.js';

/** A loss, and its gradients by the names of variables. */
export interface LossGradients {
  readonly value: Scalar;
  readonly grads: NamedTensorMap;
}

/**
 * Hands gradients to `apply`, then frees them, and the loss unless it is kept. Where `apply` throws, both are freed:
 * `minimize` of `tf.Optimizer` leaves them behind.
 */
export function applyAndFree(
  { value, grads }: LossGradients,
  apply: (grads: NamedTensorMap) => void,
  keepsLoss = false,
): Scalar | null {
  let isKept = false;
  try {
    apply(grads);
    isKept = keepsLoss;
  } finally {
    dispose(grads);
    if (!isKept) value.dispose();
  }
  return isKept ? value : null;
}

/** Throws unless a loss is a function, which computes it. */
export function checkLoss(where: string, loss: unknown): void {
  if (typeof loss === 'function') return;
  throw notAccepted(where, loss, 'a function that computes the loss');
}
