import { execute, lerp, mul, OptionError, StateError, TensorError, trace } from '@nadir/core';
import {
  checkFraction,
  checkNames,
  checkWord,
  copyOf,
  describe,
  makeSlots,
  makeSlotsWith,
  settle,
} from '@nadir/core/internal';
import { Tensor } from '@tensorflow/tfjs-core';
import { type EmaStart, exponentialWeight } from './weight.js';

/** Options of {@link Ema}. Exactly one of `decay` and `weight` is given. */
export interface EmaOptions {
  /** What stays of the average at each value, in [0, 1): `V ← αV + (1 − α)x`. */
  decay?: number;
  /** What each value brings, in (0, 1]: `S ← αx + (1 − α)S`. */
  weight?: number;
  /**
   * `'corrected'`: from 0, with the bias toward 0 taken out; `'first'`: from the first value;
   * `'zero'`: from 0, uncorrected, as textbooks show it. Default `'corrected'`.
   */
  start?: EmaStart;
}

/** What {@link Ema.state} gives and {@link Ema.load} takes. */
export interface EmaState<T extends number | Tensor> {
  /** Values averaged so far. */
  readonly count: number;
  /** Their average; left out when there are none. */
  readonly value?: T;
}

/**
 * An exponential moving average of a series of numbers, or of tensors of one shape.
 *
 * Books write α for two different things. Say which by the name of the option:
 *
 *     { decay: α }     V ← α V + (1 − α) x        corrected: V / (1 − αᵗ)
 *     { weight: α }    S ← α x + (1 − α) S        corrected: S / (1 − (1 − α)ᵗ)
 *
 * `{ decay: 0.9 }` and `{ weight: 0.1 }` are the same average. Both start at 0, which pulls the
 * first values toward 0. With the correction the first average is exactly the first value, and the
 * average of a constant series is exactly that constant. It is computed as
 * `mean ← mean + w (x − mean)` with w = (1 − α) / (1 − αᵗ), which equals the quotients above.
 *
 * An average with decay α looks back over about 1 / (1 − α) values, and what a value brings has
 * halved after ln ½ / ln α more of them: 10 and 6.6 for 0.9, 100 and 69 for 0.99, 1000 and 693 for
 * 0.999.
 *
 * Numbers are averaged in float64. Tensors must be float32; their average is one more tensor,
 * updated in place on the device by one kernel. Call {@link Ema.dispose} to free it.
 *
 * @typeParam T What is averaged: `number`, or a tensor type.
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const smooth = new Ema({ decay: 0.9 });
 * smooth.update(4); // 4
 * smooth.update(2); // (0.9 · 0.1 · 4 + 0.1 · 2) / (1 − 0.9²) = 2.947…
 * ```
 */
export class Ema<T extends number | Tensor = number> {
  readonly #weight: number;
  readonly #start: EmaStart;
  #count = 0;
  #mean: number | Tensor | undefined;

  constructor(options: EmaOptions) {
    checkNames('Ema', options, ['decay', 'weight', 'start']);
    const { start = 'corrected' } = options;
    this.#weight = weightOf(options);
    checkWord('Ema', { start }, 'start', ['corrected', 'first', 'zero']);
    this.#start = start;
  }

  /** Number of values averaged so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * The average so far, `undefined` before the first value. A tensor is a new one at each reading,
   * and the caller disposes of it.
   */
  get value(): T | undefined {
    const mean = this.#mean;
    return (mean instanceof Tensor ? copyOf(mean) : mean) as T | undefined;
  }

  /**
   * Takes one more value and returns the average. A tensor returned is a new one, which the caller
   * disposes of; the one given stays as it is.
   *
   * @throws {@link OptionError} when a number is not finite.
   * @throws {@link TensorError} when a tensor is not float32, or `x` has another shape or kind than
   * the values before it.
   */
  update(x: T): T {
    const mean = this.#mean;
    checkValue(x, mean);
    const weight = exponentialWeight(this.#weight, this.#start, this.#count + 1);
    const result =
      x instanceof Tensor
        ? this.#updateTensor(x, (mean ?? makeSlots([x.shape])[0]) as Tensor, weight)
        : this.#updateNumber(x, (mean ?? 0) as number, weight);
    this.#count++;
    return result as T;
  }

  /**
   * Everything needed to go on bit for bit, with the same options. A tensor in it belongs to the
   * caller.
   */
  state(): EmaState<T> {
    const { count, value } = this;
    return value === undefined ? { count } : { count, value };
  }

  /**
   * Goes on from a saved state. A tensor in it is copied.
   *
   * @throws {@link StateError} when the state is none of an `Ema`.
   */
  load(state: EmaState<T>): void {
    const { count, value } = Object(state) as EmaState<T>;
    const fits = value === undefined ? count === 0 : count > 0 && refusal(value) === undefined;
    if (!Number.isSafeInteger(count) || !fits) {
      throw new StateError(
        `Ema.load: got the average ${written(value)} of ${describe(count)} values, expected what ` +
          'state() returned.',
      );
    }
    const mean = value instanceof Tensor ? makeSlotsWith([value])[0] : value;
    this.reset();
    this.#mean = mean;
    this.#count = count;
  }

  /** Forgets all values. The next one may be of another shape. */
  reset(): void {
    if (this.#mean instanceof Tensor) this.#mean.dispose();
    this.#mean = undefined;
    this.#count = 0;
  }

  /** Frees the tensor that holds the average. An `Ema` of numbers needs no such call. */
  dispose(): void {
    this.reset();
  }

  #updateNumber(x: number, mean: number, weight: number): number {
    this.#mean = mean + weight * (x - mean);
    return this.#mean;
  }

  #updateTensor(value: Tensor, mean: Tensor, weight: number): Tensor {
    const outputs = execute(updateProgram, {
      tensors: { mean, value },
      scalars: { weight },
      owned: ['mean'],
    });
    this.#mean = settle(mean, outputs.mean);
    return outputs.result as Tensor;
  }
}

const updateProgram = trace(
  { name: 'Ema', tensors: ['mean', 'value'], scalars: ['weight'] },
  ({ mean, value, weight }) => {
    const next = lerp(mean, value, weight);
    // A product by 1, so that the result never shares the buffer of the mean.
    return { mean: next, result: mul(next, 1) };
  },
);

function weightOf({ decay, weight }: EmaOptions): number {
  if ((decay === undefined) === (weight === undefined)) {
    throw new OptionError(
      `Ema: got ${decay === undefined ? 'neither' : 'both'} of \`decay\` and \`weight\`, ` +
        'expected one. Write { decay: 0.9 } or { weight: 0.1 } for the same average.',
    );
  }
  if (decay !== undefined) {
    checkFraction('Ema', { decay }, 'decay');
    return 1 - decay;
  }
  if (typeof weight !== 'number' || !(weight > 0 && weight <= 1)) {
    throw new OptionError(`Ema.weight: got ${describe(weight)}, expected a number in (0, 1].`);
  }
  return weight;
}

/** Throws unless `x` can be averaged, and goes with the values before it. */
function checkValue(x: unknown, mean: number | Tensor | undefined): void {
  const refused = refusal(x);
  if (refused !== undefined) throw refused;
  if (mean === undefined) return;
  const shape = (value: unknown) => (value instanceof Tensor ? value.shape.join() : 'number');
  if (shape(x) !== shape(mean)) {
    throw new TensorError(
      `Ema.update: got ${written(x)}, expected a ${written(mean)} as before. ` +
        'Call reset() to average another series.',
    );
  }
}

/** Why a value cannot be averaged. */
function refusal(x: unknown): Error | undefined {
  const expected = 'expected a finite number or a float32 tensor.';
  if (!(x instanceof Tensor)) {
    if (Number.isFinite(x)) return undefined;
    return new OptionError(`Ema.update: got ${written(x)}, ${expected}`);
  }
  if (x.dtype === 'float32' && !x.isDisposed) return undefined;
  return new TensorError(`Ema.update: got ${written(x)}, ${expected}`);
}

/** A value as messages show it. */
function written(x: unknown): string {
  if (!(x instanceof Tensor)) return describe(x);
  return `${x.isDisposed ? 'disposed ' : ''}${x.dtype} tensor [${x.shape}]`;
}
