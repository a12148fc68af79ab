import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { blank, type Memory } from './direction.js';
import { float64Space } from './float64-space.js';
import { iterate } from './iterate.js';
import { changed, defaults, type LBFGSOptions, type Settings, valuesAt } from './options.js';
import type { Line, Objective } from './space.js';

/** A loss in JavaScript: its value and gradient at a place. */
export type Evaluate = (x: Float64Array) => {
  readonly loss: number;
  readonly gradient: ArrayLike<number>;
};

/**
 * The reference meaning of {@link LBFGS}: the same iterations in JavaScript, in float64, so that they can be held
 * against a reference to 1e-9. It also minimizes functions of a few numbers, where no tensor is wanted.
 *
 * @throws {@link OptionError} when an option is out of range, or an argument of another kind.
 * @example
 * ```ts
 * const square = new LBFGSInterpreter([3], ([x = 0]) => ({ loss: x * x, gradient: [2 * x] }));
 * await square.step();
 * square.parameters; // 0, nearly
 * ```
 */
export class LBFGSInterpreter {
  readonly #objective: Objective<Float64Array, number>;
  readonly #settings: Settings;
  #parameters: Float64Array;
  #memory: Memory<Float64Array> = blank;
  #steps = 0;

  constructor(start: ArrayLike<number>, evaluate: Evaluate, options: LBFGSOptions = {}) {
    if (!Array.isArray(start) && !ArrayBuffer.isView(start)) {
      throw new OptionError(
        `LBFGSInterpreter: got ${describe(start)}, expected a list of numbers to start from.`,
      );
    }
    if (typeof evaluate !== 'function') {
      throw new OptionError(
        `LBFGSInterpreter: got ${describe(evaluate)}, expected a function that computes { loss, gradient }.`,
      );
    }
    this.#parameters = Float64Array.from(start as ArrayLike<number>);
    this.#settings = changed(defaults, options, 0);
    this.#objective = {
      evaluate: () => {
        const { loss, gradient } = evaluate(this.#parameters);
        return { loss, gradient: Float64Array.from(gradient) };
      },
      lineAlong: (direction) => this.#lineAlong(direction),
    };
  }

  get parameters(): Float64Array {
    return this.#parameters;
  }

  /** Iterations so far, over all steps. */
  get iterations(): number {
    return this.#memory.iterations;
  }

  /** How often the loss was computed, over all steps. */
  get evaluations(): number {
    return this.#memory.evaluations;
  }

  /**
   * What {@link LBFGS} does in one step.
   *
   * @returns The loss where the step began.
   * @throws {@link TensorError} when the loss or its gradient is not finite where the parameters have to go. After
   * this and any error of the loss nothing has changed.
   */
  async step(): Promise<number> {
    const start = this.#parameters;
    const setting = {
      where: 'LBFGSInterpreter.step',
      space: float64Space,
      objective: this.#objective,
    };
    try {
      const options = valuesAt(this.#settings, this.#steps);
      const { loss, memory } = await iterate(setting, options, this.#memory);
      this.#memory = memory;
      this.#steps++;
      return loss;
    } catch (error) {
      this.#parameters = start;
      throw error;
    }
  }

  #lineAlong(direction: Float64Array): Line {
    const start = this.#parameters;
    return {
      moveTo: (t) => {
        this.#parameters = start.map((x, i) => x + t * (direction[i] as number));
      },
      end: () => {},
    };
  }
}
