import { engine, tidy } from '@tensorflow/tfjs-core';
import type { LossGradients } from './loss-gradients.js';

/**
 * Computes a loss and its gradients, and leaves no tensor behind where that throws. TensorFlow.js would leave what it keeps of a
 * forward pass for the backward pass.
 */
export function tidyGradients(compute: () => LossGradients): LossGradients {
  try {
    let made: LossGradients | undefined;
    tidy(() => {
      made = compute();
      return { value: made.value, ...made.grads };
    });
    return made as LossGradients;
  } catch (error) {
    freeTape();
    throw error;
  }
}

/** Frees what was kept for gradients that nobody is going to compute, unless others are still being computed around them. */
function freeTape(): void {
  const { state } = engine();
  if (state.gradientDepth > 0) return;
  for (const { saved = [] } of state.activeTape ?? []) {
    for (const tensor of saved) tensor.dispose();
  }
  // As TensorFlow.js itself has it after a backward pass, though its type does not say so.
  state.activeTape = null as never;
}
