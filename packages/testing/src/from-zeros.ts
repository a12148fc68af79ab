import type { StateDict } from '@nadir/core';
import {
  type NamedTensorMap,
  type Tensor,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** An optimizer as far as {@link fromZeros} uses it. */
interface Steps {
  applyGradients(gradients: NamedTensorMap): void;
  stateDict(): StateDict;
}

/** Weights, which are zeros at first, and their state after steps with the gradients given. */
export function fromZeros(
  make: (parameters: [name: string, variable: Variable][]) => Steps,
  gradients: readonly Tensor[],
) {
  const weights = variable(zerosLike(gradients[0] as Tensor));
  const optimizer = make([['w', weights]]);
  for (const gradient of gradients) optimizer.applyGradients({ [weights.name]: gradient });
  const slots = Object.entries(optimizer.stateDict().tensors).map(([key, tensor]) => [
    key.slice(2),
    [...tensor.dataSync()],
  ]);
  return {
    weights: [...weights.dataSync()],
    slots: Object.fromEntries(slots) as Record<string, number[]>,
  };
}

/** Fails unless numbers are as expected to five decimals. */
export function expectFiveDecimals(
  given: readonly number[] | undefined,
  expected: readonly number[],
): void {
  expect(given).toHaveLength(expected.length);
  for (const [i, x] of expected.entries()) expect(given?.[i]).toBeCloseTo(x, 5);
}
