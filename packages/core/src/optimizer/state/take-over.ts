import type { SavedOptimizer } from '../saved-optimizer.js';
import type { NamedTensor } from './saved-state.js';

/** Goes on from the weights of an optimizer of TensorFlow.js. */
export type TakeOver = (
  optimizer: SavedOptimizer,
  weights: readonly NamedTensor[],
) => Promise<void>;

/** Whether weights are those of an optimizer of TensorFlow.js: they have no description. */
export const isOfTfjs = (weights: readonly NamedTensor[]): boolean =>
  Array.isArray(weights) && weights[0]?.name === 'iter' && weights[1]?.name !== 'description';
