import type { StateDict } from '../../state/state-dict.js';
import type { NamedTensor } from './saved-state.js';

/** An optimizer, as far as its state can be loaded. */
interface Loadable {
  loadStateDict(state: StateDict, options: { readonly strict: boolean }): unknown;
}

/** Goes on from the weights of an optimizer of TensorFlow.js. */
export type TakeOver = (optimizer: Loadable, weights: readonly NamedTensor[]) => Promise<void>;

/** Whether weights are those of an optimizer of TensorFlow.js: they have no description. */
export const isOfTfjs = (weights: readonly NamedTensor[]): boolean =>
  Array.isArray(weights) && weights[0]?.name === 'iter' && weights[1]?.name !== 'description';
