import { type ParameterSource, StateError } from '@nadir/core';
import {
  effect,
  isGone,
  type NamedVariable,
  namedVariables,
  namesAndShapes,
  pairUp,
} from '@nadir/core/internal';
import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { checkInUse } from './in-use.js';

/**
 * Averages of a model's weights that can stand in the place of the weights for a while: what
 * {@link WeightAverage} and {@link LatestWeightAverage} share.
 */
export abstract class AveragedWeights {
  protected readonly variables: readonly NamedVariable[];
  readonly #where: string;
  /** The weights of training, while the averages stand in their place. */
  #training: Tensor[] | undefined;
  #disposed = false;

  protected constructor(where: string, parameters: ParameterSource) {
    this.#where = where;
    this.variables = namedVariables(where, parameters);
  }

  /** Number of updates so far. */
  abstract get count(): number;

  /** The averages in the order of the variables, as new tensors. */
  protected abstract averages(): Tensor[];

  /** Frees the state. */
  protected abstract free(): void;

  /** Whether the averages stand in the place of the weights. */
  get swappedIn(): boolean {
    return this.#training !== undefined;
  }

  /**
   * Puts the averages in the place of the weights, until {@link AveragedWeights.swapOut}. Steps that
   * an optimizer takes in between are lost.
   *
   * @throws {@link StateError} when they are there already, before the first update, or after
   * `dispose`.
   */
  swapIn(): void {
    this.checkUsable('swapIn');
    this.checkSwappedOut('swapIn');
    this.#checkUpdated('swapIn');
    const averages = this.averages();
    // A clone shares the buffer, so that swapping out gives back the very same one.
    const training = this.variables.map(({ variable }) => keep(variable.clone()));
    this.variables.forEach(({ variable }, i) => {
      const average = averages[i] as Tensor;
      variable.assign(average);
      average.dispose();
    });
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
        `${this.#where}.swapOut: got the weights of training in place, expected the averages. ` +
          'Call swapIn() first.',
      );
    }
    this.checkUsable('swapOut');
    this.#putBack(this.#training);
  }

  /**
   * Calls `evaluate` with the averages in the place of the weights and puts the weights back
   * afterwards, also when it throws. If it returns a promise, they are put back when that settles.
   *
   * @returns What `evaluate` returns.
   * @throws {@link StateError} as {@link AveragedWeights.swapIn} does.
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
   * Writes the averages into the variables of another model, as a target network or a copy to evaluate has them. They are
   * found by name, or where no name is known by order and shape. The averages and the weights of training stay as they are.
   *
   * @param parameters A `Module`, variables, or pairs of a name and a variable.
   * @throws {@link StateError} when they are not those of such a model, before the first update, or after `dispose`;
   * nothing has changed then.
   * @example
   * ```ts
   * const average = new WeightAverage(online, { kind: 'ema', decay: 0.995, start: 'first' });
   * average.update();
   * average.copyTo(target);
   * ```
   */
  copyTo(parameters: ParameterSource): void {
    const where = `${this.#where}.copyTo`;
    this.checkUsable('copyTo');
    this.#checkUpdated('copyTo');
    const targets = namedVariables(where, parameters);
    const own = this.variables.map(({ name, variable: { shape } }) => ({ name, shape }));
    const { pairs, missing, unexpected } = pairUp(where, own, targets);
    const fits = pairs.every(([{ shape }, { variable }]) => shape.join() === variable.shape.join());
    if (!fits || missing.length + unexpected.length > 0) {
      throw new StateError(
        `${where}: got ${namesAndShapes(targets)}, expected ${namesAndShapes(own)}. Pass a model that is made alike.`,
      );
    }
    effect(where, [], () => {
      const averages = this.averages();
      for (const [one, { variable }] of pairs) {
        variable.assign(averages[own.indexOf(one)] as Tensor);
      }
      for (const average of averages) average.dispose();
    });
  }

  /** Puts the weights back if the averages are swapped in, and frees the averages. */
  dispose(): void {
    if (this.#disposed) return;
    if (this.#training !== undefined) this.#putBack(this.#training);
    this.free();
    this.#disposed = true;
  }

  protected checkSwappedOut(method: string): void {
    if (this.#training === undefined) return;
    throw new StateError(
      `${this.#where}.${method}: got the averages swapped in, expected the weights of training. ` +
        'Call swapOut() first.',
    );
  }

  protected checkUsable(method: string): void {
    checkInUse(`${this.#where}.${method}`, this.#disposed, this.variables);
  }

  #checkUpdated(method: string): void {
    if (this.count > 0) return;
    throw new StateError(
      `${this.#where}.${method}: got no weights so far, expected some. Call update() first.`,
    );
  }

  #putBack(training: readonly Tensor[]): void {
    this.variables.forEach(({ variable }, i) => {
      const tensor = training[i] as Tensor;
      if (!isGone(variable)) variable.assign(tensor);
      tensor.dispose();
    });
    this.#training = undefined;
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}
