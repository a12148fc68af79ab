import type { ParameterSource, StateDict } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  copyOf,
  effect,
  type LoadOptions,
  type LoadResult,
  makeSlots,
  makeSlotsWith,
  overwrite,
} from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';
import { AveragedWeights } from './averaged-weights.js';
import { moveToward } from './move.js';
import { checkKind, countIn, isStrict, numberedTensorsOf, stateIn } from './saved.js';

/** Options of {@link LatestWeightAverage}. */
export interface LatestWeightAverageOptions {
  /** Number k of checkpoints that are kept, an integer ≥ 1. */
  last: number;
}

/**
 * The mean of the last k checkpoints of a model's weights: LAWA.
 *
 *     θ̄ = (θₜ + θₜ₋₁ + … + θₜ₋ₖ₊₁) / k
 *
 * Call `update` at the end of each epoch, or every few hundred steps, and evaluate within {@link
 * LatestWeightAverage.use}. Before the k-th update it is the mean of all. Unlike {@link WeightAverage}
 * of kind `'swa'` it forgets where training began, so it helps from early on, with any learning rate.
 *
 * Memory: k more copies of the parameters, and two while the averages are swapped in.
 *
 * Paper: Kaddour 2022, https://arxiv.org/abs/2209.14981
 *
 * @example
 * ```ts
 * const average = new LatestWeightAverage(model, { last: 5 });
 * for (let epoch = 0; epoch < 50; epoch++) {
 *   trainEpoch(model, optimizer);
 *   average.update();
 *   console.log(average.use(() => evaluate(model)));
 * }
 * ```
 */
export class LatestWeightAverage extends AveragedWeights {
  readonly #last: number;
  /** Checkpoints, the oldest first, each with a tensor for each variable. */
  #checkpoints: Tensor[][] = [];
  #count = 0;

  /**
   * @param parameters A `Module`, variables, or pairs of a name and a variable.
   * @throws {@link OptionError} when an option leaves its range, or a parameter is no float32
   * variable or occurs twice.
   */
  constructor(parameters: ParameterSource, options: LatestWeightAverageOptions) {
    checkNames('LatestWeightAverage', options, ['last']);
    checkInteger('LatestWeightAverage', options, 1, 'last');
    super('LatestWeightAverage', parameters);
    this.#last = options.last;
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Takes the present weights as a checkpoint, in the place of the oldest if there are k.
   *
   * @throws {@link StateError} while the averages are swapped in, or after `dispose`.
   */
  update(): void {
    effect('LatestWeightAverage.update', [], () => this.#update());
  }

  /**
   * Everything needed to go on bit for bit, with the same options. The tensors are copies that the
   * caller disposes of: `0.` and so on, from the oldest checkpoint on, before the names of the parameters.
   *
   * @throws {@link StateError} after `dispose`.
   */
  stateDict(): StateDict {
    this.checkUsable('stateDict');
    const named = this.#checkpoints.flatMap((checkpoint, i) => {
      return this.variables.map(
        ({ name }, j) => [`${i}.${name}`, copyOf(checkpoint[j] as Tensor)] as const,
      );
    });
    return {
      tensors: Object.fromEntries(named),
      metadata: { kind: 'latest', count: String(this.#count) },
    };
  }

  /**
   * Goes on from a saved state. Its tensors are copied; the weights themselves stay. Averages are found by the names of
   * their parameters, or where none is known by order and shape.
   *
   * @param options.strict Whether whatever does not fit is an error. With `false`, what fits is taken, and the checkpoints of any
   * other parameter are its present weights. Default `true`.
   * @returns What did not fit.
   * @throws {@link StateError} when kind, count, names, shapes or dtypes do not fit, while the
   * averages are swapped in, or after `dispose`. Nothing has changed then.
   */
  loadStateDict(state: StateDict, options: LoadOptions = {}): LoadResult {
    const where = 'LatestWeightAverage.loadStateDict';
    const strict = isStrict(where, options);
    const { tensors, metadata } = stateIn(where, state);
    this.checkUsable('loadStateDict');
    this.checkSwappedOut('loadStateDict');
    checkKind(where, metadata.kind, 'latest');
    const updates = countIn(where, metadata.count);
    const count = Math.min(updates, this.#last);
    const found = numberedTensorsOf(where, tensors, this.variables, { count, strict });
    const { averages, ...result } = found;
    const checkpoints = averages.map((own) =>
      makeSlotsWith(this.variables.map((one) => own.get(one) ?? one.variable)),
    );
    this.free();
    this.#checkpoints = checkpoints;
    this.#count = updates;
    return result;
  }

  protected averages(): Tensor[] {
    const means = makeSlots(this.variables.map(({ variable }) => variable.shape));
    return means.map((mean, j) =>
      this.#checkpoints.reduce(
        (slot, checkpoint, i) => moveToward(slot, checkpoint[j] as Tensor, 1 / (i + 1)),
        mean,
      ),
    );
  }

  protected free(): void {
    for (const slot of this.#checkpoints.flat()) slot.dispose();
    this.#checkpoints = [];
  }

  #update(): void {
    this.checkUsable('update');
    this.checkSwappedOut('update');
    const weights = this.variables.map(({ variable }) => variable);
    const isFull = this.#checkpoints.length === this.#last;
    const oldest = isFull ? this.#checkpoints.shift() : undefined;
    this.#checkpoints.push(
      oldest === undefined
        ? makeSlotsWith(weights)
        : oldest.map((slot, i) => overwrite(slot, weights[i] as Tensor)),
    );
    this.#count++;
  }
}
