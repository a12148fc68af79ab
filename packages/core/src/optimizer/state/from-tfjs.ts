import { div, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { LoadedParameter } from './description.js';
import type { LoadedState, NamedTensor } from './saved-state.js';

/**
 * Which slot holds what an optimizer of TensorFlow.js calls otherwise. Where that has the learning rate in it, as the momentum of
 * `tf.train.rmsprop`, it says so.
 */
export type TfjsSlots = Readonly<
  Record<string, string | { readonly slot: string; readonly timesLearningRate: true }>
>;

/** Whether weights are those of an optimizer of TensorFlow.js. */
export const areOfTfjs = (weights: readonly NamedTensor[]): boolean =>
  weights[0]?.name === 'iter' && weights.slice(1).every(({ name }) => name.includes('/'));

/**
 * State from the weights of an optimizer of TensorFlow.js: `iter`, then `<variable>/<its name of a slot>`.
 *
 * @param slots The slots that are kept here. What they leave out is left out of the weights, as a momentum that is 0.
 * @returns The state, with tensors to dispose of.
 * @throws {@link StateError} when the weights have something that nothing here stands for.
 */
export async function fromTfjs(
  where: string,
  weights: readonly NamedTensor[],
  names: TfjsSlots,
  { slots, learningRate }: { readonly slots: ReadonlySet<string>; readonly learningRate: number },
): Promise<LoadedState> {
  const [iter, ...rest] = weights as [NamedTensor, ...NamedTensor[]];
  const [iterations = 0] = await iter.tensor.data();
  const found = new Map<string, Record<string, Tensor>>();
  for (const { name: key, tensor } of rest) {
    const cut = key.lastIndexOf('/');
    const [name, theirs] = [key.slice(0, cut), key.slice(cut + 1)];
    const ours = Object.hasOwn(names, theirs) ? names[theirs] : undefined;
    if (ours === undefined) {
      throw new StateError(
        `${where}: got "${key}" of an optimizer of TensorFlow.js, expected ` +
          `${Object.keys(names).join(', ') || 'none'} of each variable. Load it into the optimizer that stands for it.`,
      );
    }
    const slot = typeof ours === 'string' ? ours : ours.slot;
    if (!slots.has(slot)) continue;
    const factor = typeof ours === 'string' ? 1 : learningRate;
    const value = tidy(() => div(tensor, factor));
    found.set(name, { ...found.get(name), [slot]: value });
  }
  const parameters = [...found].map(([name, own], index): LoadedParameter => {
    const [{ shape }] = Object.values(own) as [Tensor];
    return { name, shape, index, t: iterations, slots: own };
  });
  const group = { part: 0, step: iterations, options: {}, parameters };
  return { rule: '', iterations, groups: [group], shared: {} };
}
