import {
  OptionError,
  type ParameterSource,
  type Schedule,
  type StateDict,
  StateError,
} from '@nadir/core';
import {
  checkNames,
  copyOf,
  describe,
  effect,
  type LoadOptions,
  type LoadResult,
  makeSlots,
  makeSlotsWith,
  type NamedVariable,
  namedVariables,
} from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';
import { checkWidth, powerFunctionDecay } from '../schedules/averaging/power-function-decay.js';
import { checkInUse } from './in-use.js';
import { moveToward } from './move.js';
import { checkKind, countIn, isStrict, numberedTensorsOf, stateIn } from './saved.js';

/** Options of {@link PostHocEma}. */
export interface PostHocEmaOptions {
  /** Widths of the averages that are kept, at least one, each another one in (0, 1/√12]. Default `[0.05, 0.1]`. */
  widths?: readonly number[];
}

/**
 * Averages of a model's weights from which one of any length is put together after training.
 *
 * How long an exponential average should look back is seen only when it is too late to change it. So
 * two of them run along, with the profiles of {@link powerFunctionDecay}. Keep their `stateDict()` from
 * time to time, as a file or in memory, and {@link reconstructEma} makes of these snapshots the average
 * of any other width.
 *
 * Memory: two more copies of the parameters, and two for each snapshot that is kept in memory.
 *
 * Paper: Karras et al., CVPR 2024, https://arxiv.org/abs/2312.02696
 *
 * @example
 * ```ts
 * const ema = new PostHocEma(model);
 * const snapshots: StateDict[] = [];
 * for (let step = 1; step <= 4000; step++) {
 *   optimizer.step(() => loss(model, nextBatch())).dispose();
 *   ema.update();
 *   if (step % 250 === 0) snapshots.push(ema.stateDict());
 * }
 * for (const width of [0.03, 0.07, 0.15, 0.25]) {
 *   const weights = reconstructEma(snapshots, { width });
 *   model.loadStateDict(weights, { strict: false });
 *   console.log(width, evaluate(model));
 *   dispose(weights);
 * }
 * ```
 */
export class PostHocEma {
  readonly #variables: readonly NamedVariable[];
  readonly #widths: readonly number[];
  readonly #decays: readonly Schedule[];
  /** For each width the averages of all variables, one after the other. */
  #slots: Tensor[];
  #count = 0;
  #disposed = false;

  /**
   * @param parameters A `Module`, variables, or pairs of a name and a variable.
   * @throws {@link OptionError} when an option leaves its range, or a parameter is no float32
   * variable or occurs twice.
   */
  constructor(parameters: ParameterSource, options: PostHocEmaOptions = {}) {
    checkNames('PostHocEma', options, ['widths']);
    const { widths = [0.05, 0.1] } = options;
    if (!Array.isArray(widths) || widths.length === 0) {
      throw new OptionError(
        `PostHocEma.widths: got ${describe(widths)}, expected a list of at least one width.`,
      );
    }
    for (const width of widths) checkWidth('PostHocEma.widths', width);
    if (new Set(widths).size < widths.length) {
      throw new OptionError(
        `PostHocEma.widths: got ${describe(widths)}, expected each width once.`,
      );
    }
    this.#variables = namedVariables('PostHocEma', parameters);
    this.#widths = [...widths];
    this.#decays = widths.map((width) => powerFunctionDecay({ width }));
    this.#slots = makeSlots([...this.#shapes().values()]);
  }

  /** Number of updates so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * Takes the present weights into the averages: after each step of training. One kernel for each
   * parameter and width, no allocation.
   *
   * @throws {@link StateError} after `dispose`.
   */
  update(): void {
    effect('PostHocEma.update', [], () => this.#update());
  }

  /**
   * A snapshot, which is also everything needed to go on bit for bit with the same options. The tensors
   * are copies that the caller disposes of: `0.` and so on, a number for each width, before the names of
   * the parameters.
   *
   * @throws {@link StateError} after `dispose`.
   */
  stateDict(): StateDict {
    this.#checkUsable('stateDict');
    const names = [...this.#shapes().keys()];
    return {
      tensors: Object.fromEntries(names.map((name, i) => [name, copyOf(this.#slots[i] as Tensor)])),
      metadata: {
        kind: 'post-hoc',
        count: String(this.#count),
        widths: this.#widths.join(' '),
      },
    };
  }

  /**
   * Goes on from a saved state. Its tensors are copied; the weights themselves stay. Averages are found by the names of
   * their parameters, or where none is known by order and shape.
   *
   * @param options.strict Whether whatever does not fit is an error. With `false`, what fits is taken, and the averages of any
   * other parameter begin with its present weights. Default `true`.
   * @returns What did not fit.
   * @throws {@link StateError} when widths, count, names, shapes or dtypes do not fit, or after
   * `dispose`. Nothing has changed then.
   */
  loadStateDict(state: StateDict, options: LoadOptions = {}): LoadResult {
    const where = 'PostHocEma.loadStateDict';
    const strict = isStrict(where, options);
    const { tensors, metadata } = stateIn(where, state);
    this.#checkUsable('loadStateDict');
    checkKind(where, metadata.kind, 'post-hoc');
    const widths = this.#widths.join(' ');
    if (metadata.widths !== widths) {
      throw new StateError(
        `${where}: got the widths ${describe(metadata.widths)}, expected "${widths}".`,
      );
    }
    const count = countIn(where, metadata.count);
    const { averages, ...result } = numberedTensorsOf(where, tensors, this.#variables, {
      count: this.#widths.length,
      strict,
    });
    const slots = makeSlotsWith(
      averages.flatMap((own) => this.#variables.map((one) => own.get(one) ?? one.variable)),
    );
    for (const slot of this.#slots) slot.dispose();
    this.#slots = slots;
    this.#count = count;
    return result;
  }

  /** Frees the averages. */
  dispose(): void {
    if (this.#disposed) return;
    for (const slot of this.#slots) slot.dispose();
    this.#disposed = true;
  }

  /** The shape of each saved tensor, by name. */
  #shapes(): Map<string, readonly number[]> {
    return new Map(
      this.#widths.flatMap((_, i) =>
        this.#variables.map(({ name, variable }) => [`${i}.${name}`, variable.shape] as const),
      ),
    );
  }

  #checkUsable(method: string): void {
    checkInUse(`PostHocEma.${method}`, this.#disposed, this.#variables);
  }

  #update(): void {
    this.#checkUsable('update');
    const weights = this.#decays.map((decay) => 1 - decay(this.#count));
    const size = this.#variables.length;
    this.#slots = this.#slots.map((slot, i) => {
      const { variable } = this.#variables[i % size] as NamedVariable;
      return moveToward(slot, variable, weights[Math.floor(i / size)] as number);
    });
    this.#count++;
  }
}
