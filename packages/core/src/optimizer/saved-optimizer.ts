import { type serialization, Optimizer as TfOptimizer } from '@tensorflow/tfjs-core';
import { checkDevice } from '../program/run/registry.js';
import type { LoadResult, StateDict } from '../state/state-dict.js';
import { restoreOptions, type SavedOptions } from './state/config.js';
import type { NamedTensor } from './state/saved-state.js';
import type { LoadOptions, Saving } from './state/saving.js';
import { isOfTfjs, type TakeOver } from './state/take-over.js';

/** What of an optimizer is about saving it, by itself or beside a model of TensorFlow.js, and going on from that. */
export abstract class SavedOptimizer extends TfOptimizer {
  protected abstract readonly saving: Saving;

  /**
   * All that is needed to go on bit for bit: copies of the state, step counts and options. The
   * caller disposes of the tensors. `encodeSafetensors(tensors, metadata)` makes a file of it.
   * A `lossScaler` has a state of its own, {@link LossScaler.stateDict}.
   */
  stateDict(): StateDict {
    checkDevice();
    return this.saving.stateDict(this.iterations);
  }

  /**
   * Goes on from a {@link stateDict}, as if training had never stopped. Options come from it too, except schedules that are
   * functions without a name, and go to the groups that have the same parameters.
   *
   * Parameters are found by the names that somebody gave them, as their paths in a module; those of a `LayersModel` by layer
   * and weight; variables without a name, and models of which no name is known, by their order and shapes. An optimizer
   * without parameters keeps what is loaded for those that it has not met yet.
   *
   * @param options.strict Whether whatever does not fit is an error. With `false`, what fits is taken: options of a group where
   * its parameters are still together, and state of each parameter that has it. Default `true`.
   * @returns What did not fit.
   * @throws {@link StateError} when it is of another rule, other groups or other parameters;
   * {@link OptionError} when an option in it is out of range. Then nothing has changed.
   */
  loadStateDict(state: StateDict, options?: LoadOptions): LoadResult {
    checkDevice();
    const { iterations, ...result } = this.saving.loadStateDict(state, options);
    this.iterations_ = iterations;
    return result;
  }

  /** State as TensorFlow.js saves it beside a model. The tensors stay the optimizer's: read them before the next step. */
  override async getWeights(): Promise<NamedTensor[]> {
    checkDevice();
    return this.saving.getWeights(this.iterations);
  }

  /**
   * Takes over what {@link getWeights} returned. `Adam` and `AdamW` also go on from the weights of `tf.train.adam`, `SGD`
   * from those of `tf.train.momentum`, `RMSprop` and `Adagrad` from theirs. The tensors stay the caller's.
   *
   * @throws {@link StateError} when it was saved for other parameters; then nothing has changed.
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    checkDevice();
    const { takeOver } = this.constructor as { readonly takeOver?: TakeOver };
    if (takeOver !== undefined && isOfTfjs(weights)) return takeOver(this, weights);
    const { iterations } = await this.saving.setWeights(weights);
    this.iterations_ = iterations;
  }

  /**
   * Options as TensorFlow.js saves them beside a model.
   *
   * @throws {@link OptionError} when an option cannot be saved.
   */
  override getConfig(): SavedOptions & serialization.ConfigDict {
    return this.saving.config() as SavedOptions & serialization.ConfigDict;
  }

  /** Makes an optimizer of this class from {@link getConfig}; it takes the variables it gets gradients for. */
  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    // tfjs-layers adds the custom objects that it was given to every configuration.
    const { customObjects: _, ...options } = config;
    return new cls(restoreOptions(`${cls.className}.fromConfig`, options));
  }
}
