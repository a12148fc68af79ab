import { type OptimizerOptions, RuleOptimizer, type StateDict, StateError } from '@nadir/core';
import {
  applyUpdate,
  checkBoolean,
  describe,
  type Gradients,
  isGone,
  type LoadOptions,
  type LoadResult,
  type NamedTensor,
} from '@nadir/core/internal';
import { keep, type Scalar, scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { newestVariables } from './newest-variables.js';

/** Under which saved state says that it was saved in evaluation. */
const evaluating = 'evaluating';

/**
 * An optimizer whose parameters are in one place while they are trained, y, and in another to be
 * evaluated, the average x. {@link train} and {@link eval} move them; a step in between is an error. The rule of
 * a subclass has the further updates `toAverage` and `toTraining`.
 *
 * Save a model with its optimizer in the same mode: the mode is part of the optimizer's state.
 *
 * @example
 * ```ts
 * optimizer.eval();
 * const accuracy = test(model);
 * optimizer.train();
 * ```
 */
export abstract class ScheduleFree<
  Options extends OptimizerOptions = OptimizerOptions & Readonly<Record<string, unknown>>,
> extends RuleOptimizer<Options> {
  readonly #name = (this.constructor as typeof RuleOptimizer).rule.name;
  #training = true;
  /**
   * The variables that weights were loaded for, until the first step meets those that are trained. Another copy of a
   * `LayersModel` may have variables of the same names.
   */
  #loadedFor: readonly Variable[] = [];
  /** Tensor that {@link getWeights} made. */
  #lent: Tensor | undefined;

  /** Whether the parameters are where they are trained, as at first. */
  get training(): boolean {
    return this.#training;
  }

  /**
   * Puts the parameters where they are trained, or where they are evaluated by `train(false)`. Where they are
   * already nothing happens. There and back is exact to the rounding of one operation.
   *
   * @throws {@link StateError} when state that was loaded still waits for its parameters.
   */
  train(mode = true): this {
    checkBoolean(`${this.#name}.train`, { mode }, 'mode');
    if (mode !== this.#training) {
      const loadedFor = this.#loadedFor.filter((one) => !isGone(one));
      // Their numbers are not read: the update is of the parameters that have a gradient.
      const gradients = Object.fromEntries(loadedFor.map((one) => [one.name, one]));
      const given = loadedFor.length > 0 ? gradients : undefined;
      applyUpdate(this, mode ? 'toTraining' : 'toAverage', given);
      this.#training = mode;
    }
    return this;
  }

  /** Puts the parameters where they are evaluated. Statistics of batches belong to y: compute them anew. */
  eval(): this {
    return this.train(false);
  }

  /** @throws {@link StateError} in evaluation, before anything is computed. */
  override minimize(f: () => Scalar, returnCost?: boolean, varList?: Variable[]): Scalar | null {
    this.#checkTraining();
    return super.minimize(f, returnCost, varList);
  }

  /** @throws {@link StateError} in evaluation; otherwise as in `Optimizer`. */
  override applyGradients(gradients: Gradients): void {
    this.#checkTraining();
    this.#freeLent();
    super.applyGradients(gradients);
    this.#loadedFor = [];
  }

  override stateDict(): StateDict {
    const { tensors, metadata } = super.stateDict();
    const mode: Record<string, string> = this.#training ? {} : { [evaluating]: 'true' };
    return { tensors, metadata: { ...metadata, ...mode } };
  }

  override loadStateDict(state: StateDict, options?: LoadOptions): LoadResult {
    const mode = state?.metadata?.[evaluating];
    if (mode !== undefined && mode !== 'true') {
      throw new StateError(
        `${this.#name}.loadStateDict: got ${describe(mode)} as \`${evaluating}\`, expected "true" or nothing.`,
      );
    }
    const result = super.loadStateDict(state, options);
    this.#loadedFor = [];
    this.#training = mode === undefined;
    return result;
  }

  override async getWeights(): Promise<NamedTensor[]> {
    const weights = await super.getWeights();
    this.#freeLent();
    if (this.#training) return weights;
    this.#lent = keep(scalar(1, 'int32'));
    return [...weights, { name: evaluating, tensor: this.#lent }];
  }

  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const others = weights.filter(({ name }) => name !== evaluating);
    const isNew = this.#names.length === 0;
    await super.setWeights(others);
    this.#training = others.length === weights.length;
    // TensorFlow.js sets weights of a new optimizer as soon as it has made the variables of a model.
    this.#loadedFor = (isNew && newestVariables(this.#names)) || [];
  }

  /** Frees the state. Parameters stay where they are. */
  override dispose(): void {
    super.dispose();
    this.#freeLent();
    this.#training = true;
  }

  get #names(): string[] {
    return this.groups.flatMap(({ parameters }) => parameters);
  }

  #freeLent(): void {
    this.#lent?.dispose();
    this.#lent = undefined;
  }

  #checkTraining(): void {
    if (this.#training) return;
    throw new StateError(
      `${this.#name}.step: got parameters in evaluation, expected them in training. Call train() first.`,
    );
  }
}
