import { keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { checkFraction, checkNames, checkWord } from '../check.js';
import { describe, StateError } from '../errors.js';
import { namedVariables, type ParameterSource } from '../parameters.js';
import { copyOf, makeSlots, makeSlotsWith } from '../state/slots.js';
import type { StateDict } from '../state/state-dict.js';
import { moveToward } from './move.js';
import { exponentialWeight } from './weight.js';

/** How a {@link WeightAverage} of kind `'ema'` begins. */
export type WeightAverageStart = 'corrected' | 'first' | 'warmup';

/** Options of an exponential average. */
export interface EmaWeightsOptions {
  kind: 'ema';
  /** What stays of the average at each update, in [0, 1). Default `0.999`. */
  decay?: number;
  /**
   * `'corrected'`: weights of the updates add up to 1 from the first on; `'first'`: starts at the
   * first weights, as PyTorch does; `'warmup'`: likewise, with the decay
   * min(`decay`, (1 + n) / (10 + n)) after n updates. Default `'corrected'`.
   */
  start?: WeightAverageStart;
}

/** Options of a plain mean. */
export interface SwaWeightsOptions {
  kind: 'swa';
}

/** Options of {@link WeightAverage}. */
export type WeightAverageOptions = EmaWeightsOptions | SwaWeightsOptions;

/** A variable and the tensor that holds the average of its values. */
interface Entry {
  readonly name: string;
  readonly variable: Variable;
  slot: Tensor;
}

/**
 * An average of a model's weights over the steps of training, for evaluation.
 *
 *     ema:  θ̄ ← θ̄ + w (θ − θ̄),   w = (1 − α) / (1 − αᵗ)       exponential, with decay α
 *     swa:  θ̄ ← θ̄ + (θ − θ̄) / t                              the mean of all, t = 1, 2, …
 *
 * The average of the last weights often generalizes better than the last weights. Call `update`
 * after each step (ema) or at the end of each epoch (swa), and evaluate within {@link
 * WeightAverage.use}.
 *
 * Difference from PyTorch: `AveragedModel` with `get_ema_multi_avg_fn` copies the first weights and
 * then decays them like the rest, so that at α = 0.999 half of the average after 693 updates still
 * is the first weights. The default here gives each update the weight that Adam gives it, largest
 * for the last, and nothing more to the first. `start: 'first'` gives PyTorch's numbers. Those of
 * kind `'swa'` are PyTorch's.
 *
 * Memory: one more copy of the parameters, and another while the averages are swapped in. Only parameters are
 * averaged: where a model has running statistics, pass `[...model.namedParameters(),
 * ...model.namedBuffers()]` to average these too.
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
export class WeightAverage {
  readonly #kind: 'ema' | 'swa';
  readonly #weight: number;
  readonly #start: WeightAverageStart;
  readonly #entries: Entry[];
  #count = 0;
  /** The weights of training, while the averages stand in their place. */
  #training: Tensor[] | undefined;
  #disposed = false;

  /**
   * @param parameters A `Module`, variables, or pairs of a name and a variable.
   * @throws {@link OptionError} when an option leaves its range, or a parameter is no float32
   * variable or occurs twice.
   */
  constructor(parameters: ParameterSource, options: WeightAverageOptions) {
    checkWord('WeightAverage', options, 'kind', ['ema', 'swa']);
    const ema = options.kind === 'ema';
    checkNames('WeightAverage', options, ema ? ['kind', 'decay', 'start'] : ['kind']);
    const { decay = 0.999, start = 'corrected' } = ema ? options : {};
    checkFraction('WeightAverage', { decay }, 'decay');
    checkWord('WeightAverage', { start }, 'start', ['corrected', 'first', 'warmup']);
    const named = namedVariables('WeightAverage', parameters);
    this.#kind = options.kind;
    this.#weight = 1 - decay;
    this.#start = start;
    const slots = makeSlots(named.map(({ variable }) => variable.shape));
    this.#entries = named.map(({ name, variable }, i) => ({
      name,
      variable,
      slot: slots[i] as Tensor,
    }));
  }

  /** Number of updates so far. */
  get count(): number {
    return this.#count;
  }

  /** Whether the averages stand in the place of the weights. */
  get swappedIn(): boolean {
    return this.#training !== undefined;
  }

  /**
   * Takes the present weights into the average. One kernel for each parameter, no allocation.
   *
   * @throws {@link StateError} while the averages are swapped in, or after `dispose`.
   */
  update(): void {
    this.#checkUsable('update');
    this.#checkSwappedOut('update');
    const t = this.#count + 1;
    const weight = this.#kind === 'swa' ? 1 / t : exponentialWeight(this.#weight, this.#start, t);
    for (const entry of this.#entries) {
      entry.slot = moveToward(entry.slot, entry.variable, weight);
    }
    this.#count = t;
  }

  /**
   * Puts the averages in the place of the weights, until {@link WeightAverage.swapOut}. Steps that
   * an optimizer takes in between are lost.
   *
   * @throws {@link StateError} when they are there already, before the first update, or after
   * `dispose`.
   */
  swapIn(): void {
    this.#checkUsable('swapIn');
    this.#checkSwappedOut('swapIn');
    if (this.#count === 0) {
      throw new StateError(
        'WeightAverage.swapIn: got no weights so far, expected some. Call update() first.',
      );
    }
    // A clone shares the buffer, so that swapping out gives back the very same one.
    const training = this.#entries.map(({ variable }) => keep(variable.clone()));
    for (const { variable, slot } of this.#entries) assignCopy(variable, slot);
    this.#training = training;
  }

  /**
   * Puts the weights of training back, bit for bit.
   *
   * @throws {@link StateError} when the averages are not swapped in.
   */
  swapOut(): void {
    if (this.#training === undefined) {
      throw new StateError(
        'WeightAverage.swapOut: got the weights of training in place, expected the averages. ' +
          'Call swapIn() first.',
      );
    }
    this.#checkUsable('swapOut');
    this.#putBack(this.#training);
  }

  /**
   * Calls `evaluate` with the averages in the place of the weights and puts the weights back
   * afterwards, also when it throws. If it returns a promise, they are put back when that settles.
   *
   * @returns What `evaluate` returns.
   * @throws {@link StateError} as {@link WeightAverage.swapIn} does.
   */
  use<T>(evaluate: () => T): T {
    this.swapIn();
    const restore = () => {
      // `evaluate` may have swapped out, or disposed of the average, by itself.
      if (this.#training !== undefined) this.#putBack(this.#training);
    };
    let result: T;
    try {
      result = evaluate();
    } catch (error) {
      restore();
      throw error;
    }
    if (isPromise(result)) return Promise.resolve(result).finally(restore) as T;
    restore();
    return result;
  }

  /**
   * Everything needed to go on bit for bit, with the same options. The tensors, named as the
   * parameters, are copies that the caller disposes of.
   *
   * @throws {@link StateError} after `dispose`.
   */
  stateDict(): StateDict {
    this.#checkUsable('stateDict');
    return {
      tensors: Object.fromEntries(this.#entries.map(({ name, slot }) => [name, copyOf(slot)])),
      metadata: { kind: this.#kind, count: String(this.#count) },
    };
  }

  /**
   * Goes on from a saved state. Its tensors are copied; the weights themselves stay.
   *
   * @throws {@link StateError} when kind, count, names, shapes or dtypes do not fit, while the
   * averages are swapped in, or after `dispose`. Nothing has changed then.
   */
  loadStateDict({ tensors, metadata }: StateDict): void {
    this.#checkUsable('loadStateDict');
    this.#checkSwappedOut('loadStateDict');
    if (metadata.kind !== this.#kind) {
      throw new StateError(
        `WeightAverage.loadStateDict: got the kind ${describe(metadata.kind)}, expected ` +
          `"${this.#kind}". Make the average with the options of the saved one.`,
      );
    }
    const count = countOf(metadata.count);
    const values = this.#valuesOf(tensors);
    const slots = makeSlotsWith(values);
    this.#entries.forEach((entry, i) => {
      entry.slot.dispose();
      entry.slot = slots[i] as Tensor;
    });
    this.#count = count;
  }

  /** Puts the weights back if the averages are swapped in, and frees the averages. */
  dispose(): void {
    if (this.#disposed) return;
    if (this.#training !== undefined) this.#putBack(this.#training);
    for (const { slot } of this.#entries) slot.dispose();
    this.#disposed = true;
  }

  #putBack(training: readonly Tensor[]): void {
    this.#entries.forEach(({ variable }, i) => {
      const tensor = training[i] as Tensor;
      if (!variable.isDisposed) variable.assign(tensor);
      tensor.dispose();
    });
    this.#training = undefined;
  }

  #valuesOf(tensors: Readonly<Record<string, Tensor>>): Tensor[] {
    const where = 'WeightAverage.loadStateDict';
    const known = new Set(this.#entries.map(({ name }) => name));
    const unknown = Object.keys(tensors).find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new StateError(
        `${where}: got "${unknown}", expected ${[...known].map((name) => `"${name}"`).join(', ')}.`,
      );
    }
    return this.#entries.map(({ name, variable }) => {
      const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined;
      const got = tensor && `${tensor.dtype} [${tensor.shape}]`;
      if (tensor === undefined || got !== `float32 [${variable.shape}]`) {
        throw new StateError(
          `${where}: got ${got ?? 'nothing'} for "${name}", expected float32 [${variable.shape}].`,
        );
      }
      return tensor;
    });
  }

  #checkSwappedOut(method: string): void {
    if (this.#training === undefined) return;
    throw new StateError(
      `WeightAverage.${method}: got the averages swapped in, expected the weights of training. ` +
        'Call swapOut() first.',
    );
  }

  #checkUsable(method: string): void {
    const disposed = this.#entries.find(({ variable }) => variable.isDisposed);
    if (!this.#disposed && disposed === undefined) return;
    throw new StateError(
      `WeightAverage.${method}: got a disposed ${disposed ? `variable "${disposed.name}"` : 'average'}, ` +
        'expected one that is in use.',
    );
  }
}

/** Gives a variable a copy: an average is updated in place, so nothing else may see its buffer. */
function assignCopy(variable: Variable, slot: Tensor): void {
  const copy = copyOf(slot);
  variable.assign(copy);
  copy.dispose();
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}

function countOf(text: string | undefined): number {
  const count = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  throw new StateError(
    `WeightAverage.loadStateDict: got the count ${describe(text)}, expected an integer ≥ 0.`,
  );
}
