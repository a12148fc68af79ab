import { type Numeric, type ParameterSource, type StateDict, StateError } from '@nadir/core';
import {
  checkFraction,
  checkNames,
  checkOptions,
  checkWord,
  copyOf,
  describe,
  effect,
  type LoadOptions,
  type LoadResult,
  makeSlots,
  makeSlotsWith,
} from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';
import { AveragedWeights } from './averaged-weights.js';
import { moveToward } from './move.js';
import { checkKind, countIn, isStrict, stateIn, tensorsOf } from './saved.js';

/** How a {@link WeightAverage} of kind `'ema'` begins. */
export type WeightAverageStart = 'corrected' | 'first';

/** Options of an exponential average. */
export interface EmaWeightsOptions {
  kind: 'ema';
  /**
   * What stays of the average at each update, in [0, 1), or a schedule of it over the updates made
   * before, such as {@link decayWarmup}. Default `0.999`.
   */
  decay?: Numeric;
  /**
   * `'corrected'`: weights of the updates add up to 1 from the first on; `'first'`: starts at the
   * first weights, as PyTorch does. Default `'corrected'`.
   */
  start?: WeightAverageStart;
}

/** Options of a plain mean. */
export interface SwaWeightsOptions {
  kind: 'swa';
}

/** Options of {@link WeightAverage}. */
export type WeightAverageOptions = EmaWeightsOptions | SwaWeightsOptions;

/**
 * An average of a model's weights over the steps of training, for evaluation.
 *
 *     ema:  s ← α s + 1 − α,  θ̄ ← θ̄ + (1 − α)/s · (θ − θ̄)     exponential, with decay α
 *     swa:  θ̄ ← θ̄ + (θ − θ̄) / t                              the mean of all, t = 1, 2, …
 *
 * where s, 0 at first, is the sum of the weights that the updates have got so far: 1 − αᵗ if α stays
 * the same. The average of the last weights often generalizes better than the last weights. Call
 * `update` after each step (ema) or at the end of each epoch (swa), and evaluate within {@link
 * WeightAverage.use}. Updated after every step, `'swa'` is Polyak–Ruppert averaging, with the best
 * rate of convergence that a stochastic gradient descent can have on convex losses.
 *
 * Difference from PyTorch: `AveragedModel` with `get_ema_multi_avg_fn` copies the first weights and
 * then decays them like the rest, so that at α = 0.999 half of the average after 693 updates still
 * is the first weights. The default here gives each update the weight that Adam gives it, largest
 * for the last, and nothing more to the first. `start: 'first'` gives PyTorch's numbers, and those of
 * timm's `ModelEmaV3` and TensorFlow's `ExponentialMovingAverage` with a {@link decayWarmup}. Those of
 * kind `'swa'` are PyTorch's.
 *
 * Memory: one more copy of the parameters, and another while the averages are swapped in. Only
 * parameters are averaged. Where a model has running statistics, either let {@link updateBatchNorm}
 * measure them with the averages swapped in, or average them too, as `use_buffers=True` does: pass
 * `[...model.namedParameters(), ...model.namedBuffers()]`.
 *
 * Papers: Polyak & Juditsky, SIAM J. Control Optim. 30, 1992, https://doi.org/10.1137/0330046;
 * SWA: Izmailov et al., UAI 2018, https://arxiv.org/abs/1803.05407
 *
 * @example
 * ```ts
 * const average = new WeightAverage(model, { kind: 'ema', decay: 0.99 });
 * for (const { x, y } of batches) {
 *   optimizer.step(() => crossEntropy(model.forward(x), y));
 *   average.update();
 * }
 * const accuracy = average.use(() => evaluate(model));
 * ```
 */
export class WeightAverage extends AveragedWeights {
  readonly #kind: 'ema' | 'swa';
  readonly #decay: Numeric;
  readonly #start: WeightAverageStart;
  #slots: Tensor[];
  #count = 0;
  /** Sum s of the weights that the updates of an exponential average have got. */
  #share = 0;

  /**
   * @param parameters A `Module`, variables, or pairs of a name and a variable.
   * @throws {@link OptionError} when an option leaves its range, or a parameter is no float32
   * variable or occurs twice.
   */
  constructor(parameters: ParameterSource, options: WeightAverageOptions) {
    checkOptions('WeightAverage', options);
    checkWord('WeightAverage', options, 'kind', ['ema', 'swa']);
    const ema = options.kind === 'ema';
    checkNames('WeightAverage', options, ema ? ['kind', 'decay', 'start'] : ['kind']);
    const { decay = 0.999, start = 'corrected' } = ema ? options : {};
    decayAt(decay, 0);
    checkWord('WeightAverage', { start }, 'start', ['corrected', 'first']);
    super('WeightAverage', parameters);
    this.#kind = options.kind;
    this.#decay = decay;
    this.#start = start;
    this.#slots = makeSlots(this.variables.map(({ variable }) => variable.shape));
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Takes the present weights into the average. One kernel for each parameter, no allocation.
   *
   * @throws {@link StateError} while the averages are swapped in, or after `dispose`;
   * {@link OptionError} when a schedule leaves the range of the decay. Nothing has changed then.
   */
  update(): void {
    effect('WeightAverage.update', [], () => this.#update());
  }

  /**
   * Everything needed to go on bit for bit, with the same options. The tensors, named as the
   * parameters, are copies that the caller disposes of.
   *
   * @throws {@link StateError} after `dispose`.
   */
  stateDict(): StateDict {
    this.checkUsable('stateDict');
    const averages = this.averages();
    const metadata = { kind: this.#kind, count: String(this.#count) };
    return {
      tensors: Object.fromEntries(
        this.variables.map(({ name }, i) => [name, averages[i] as Tensor]),
      ),
      metadata: this.#kind === 'swa' ? metadata : { ...metadata, share: String(this.#share) },
    };
  }

  /**
   * Goes on from a saved state. Its tensors are copied; the weights themselves stay. Averages are found by the names of
   * their parameters, or where none is known by order and shape.
   *
   * @param options.strict Whether whatever does not fit is an error. With `false`, what fits is taken, and the average of any
   * other parameter begins with its present weights. Default `true`.
   * @returns What did not fit.
   * @throws {@link StateError} when kind, count, names, shapes or dtypes do not fit, while the
   * averages are swapped in, or after `dispose`. Nothing has changed then.
   */
  loadStateDict(state: StateDict, options: LoadOptions = {}): LoadResult {
    const where = 'WeightAverage.loadStateDict';
    const strict = isStrict(where, options);
    const { tensors, metadata } = stateIn(where, state);
    this.checkUsable('loadStateDict');
    this.checkSwappedOut('loadStateDict');
    checkKind(where, metadata.kind, this.#kind);
    const count = countIn(where, metadata.count);
    const share = this.#kind === 'swa' ? 0 : shareIn(where, metadata.share, count);
    const { tensors: found, ...result } = tensorsOf(where, tensors, this.variables, strict);
    const slots = makeSlotsWith(this.variables.map((one) => found.get(one) ?? one.variable));
    this.free();
    this.#slots = slots;
    this.#count = count;
    this.#share = share;
    return result;
  }

  protected averages(): Tensor[] {
    // Copies: an average is updated in place, so nothing else may see its buffer.
    return this.#slots.map(copyOf);
  }

  protected free(): void {
    for (const slot of this.#slots) slot.dispose();
  }

  #update(): void {
    this.checkUsable('update');
    this.checkSwappedOut('update');
    const t = this.#count + 1;
    const decay = decayAt(this.#decay, this.#count);
    const isFirst = t === 1 && this.#start === 'first';
    const share = isFirst ? 1 : decay * this.#share + (1 - decay);
    const ofValue = isFirst ? 1 : (1 - decay) / share;
    const weight = this.#kind === 'swa' ? 1 / t : ofValue;
    this.#slots = this.#slots.map((slot, i) => {
      const { variable } = this.variables[i] as (typeof this.variables)[number];
      return moveToward(slot, variable, weight);
    });
    this.#share = share;
    this.#count = t;
  }
}

/** The decay after a number of updates. Throws unless it is in [0, 1). */
function decayAt(decay: Numeric, count: number): number {
  const value = typeof decay === 'function' ? decay(count) : decay;
  checkFraction('WeightAverage', { decay: value }, 'decay');
  return value;
}

function shareIn(where: string, text: string | undefined, count: number): number {
  const share = Number(text ?? Number.NaN);
  if (count === 0 ? share === 0 : share > 0 && share <= 1) return share;
  throw new StateError(
    `${where}: got the share ${describe(text)} after ${count} updates, expected a number in (0, 1].`,
  );
}
