import {
  OptionError,
  type ParameterGroup,
  type ParameterSource,
  type StateDict,
  StateError,
  TensorError,
} from '@nadir/core';
import {
  checkDevice,
  describe,
  isGone,
  type NamedVariable,
  namedVariables,
  sortParameters,
} from '@nadir/core/internal';
import { clone, dispose, keep, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { blank, vectorsOf } from './direction.js';
import { iterate } from './iterate.js';
import { changed, defaults, type LBFGSOptions, valuesAt } from './options.js';
import { decode, encode, type State } from './saved.js';
import { TensorObjective } from './tensor-objective.js';
import { TensorSpace } from './tensor-space.js';

/**
 * L-BFGS: a quasi-Newton method, which learns the curvature of the loss from its last gradients. Where it fits, it
 * needs tens of gradients where other optimizers need thousands.
 *
 * Take it for small models and smooth losses without noise: the whole data set at once, no dropout.
 *
 * For all parameters θ together with gradient g, in iteration k = 1, 2, …, counted over all steps:
 *
 *     s = t d,  y = g − g of the last iteration        remembered, with ρ = 1 / yᵀs, if yᵀs > 10⁻¹⁰
 *     d ← −H g,  H from the last s and y, on yᵀs / yᵀy of the latest      d ← −g in the first
 *     t ← γ      (first iteration: γ min(1, 1 / Σ|gᵢ|)), or what the line search finds from there
 *     θ ← θ + t d
 *
 * A step makes up to `maxIterations` of them and calls the loss once or more often in each. It ends before where
 * max |gᵢ| ≤ `toleranceGradient`; −gᵀd, max |t dᵢ| or the change of the loss is within `toleranceChange`; or
 * `maxEvaluations` are done. With γ = 1 and no line search a loss that is not nearly quadratic may
 * grow without bounds; `lineSearch: 'strongWolfe'` is safe.
 *
 * State: (2 `historySize` + 2) copies of the parameters. There is one group of parameters.
 *
 * The numbers are those of `torch.optim.LBFGS`. Differences: `step` is a promise, since what to do next
 * depends on numbers of the device, and gives the loss as a number; a loss that is no finite number makes the
 * line search go back, or is an error after which the parameters are where the step began. It is no
 * `tf.Optimizer`: `LayersModel.compile` can't take it.
 *
 * Paper: Liu & Nocedal, Mathematical Programming 45, 1989, https://doi.org/10.1007/BF01589116
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new LBFGS(model, { lineSearch: 'strongWolfe' });
 * for (let i = 0; i < 5; i++) {
 *   const loss = await optimizer.step(() => crossEntropy(model.forward(images), labels));
 *   console.log(loss);
 * }
 * ```
 */
export class LBFGS {
  readonly #parameters: readonly NamedVariable[];
  readonly #space = new TensorSpace();
  #state: State;
  #isBusy = false;

  constructor(
    parameters: ParameterSource | ParameterGroup<LBFGSOptions>,
    options: LBFGSOptions = {},
  ) {
    const { groups = [], options: common } = sortParameters('LBFGS', parameters, options);
    const [group, ...more] = groups;
    if (group === undefined || more.length > 0) {
      throw new OptionError(
        `LBFGS: got ${groups.length || 'no'} groups of parameters, expected one: its vectors are of all of them.`,
      );
    }
    const { parameters: source, ...own } = group;
    this.#parameters = namedVariables('LBFGS', source);
    const settings = changed(defaults, { ...common, ...own }, 0);
    this.#state = { steps: 0, settings, memory: blank };
  }

  /** Options in force, schedules as they were given. */
  get options(): Readonly<Required<LBFGSOptions>> {
    return this.#state.settings;
  }

  /** Iterations so far, over all steps. */
  get iterations(): number {
    return this.#state.memory.iterations;
  }

  /** How often the loss was computed, over all steps. */
  get evaluations(): number {
    return this.#state.memory.evaluations;
  }

  /**
   * Changes options from the next step on. What was learned of the curvature is kept.
   *
   * @throws {@link OptionError} when one is out of range; then nothing has changed.
   */
  setOptions(options: LBFGSOptions): void {
    this.#checkIdle('setOptions');
    const { settings, steps } = this.#state;
    this.#state = { ...this.#state, settings: changed(settings, options, steps) };
  }

  /**
   * Computes the loss and its gradients as often as it needs, and moves the parameters.
   *
   * @param loss Computes a scalar from the parameters: the same function each time it is called.
   * @returns The loss where the step began.
   * @throws {@link TensorError} when a parameter is disposed of, or the loss is no scalar, depends on no parameter, or is
   * not finite where the parameters have to go; {@link StateError} before the last step is done. Then nothing has changed.
   */
  async step(loss: () => Scalar): Promise<number> {
    checkDevice();
    this.#checkIdle('step');
    if (typeof loss !== 'function') {
      throw new OptionError(
        `LBFGS.step: got ${describe(loss)}, expected a function that computes the loss.`,
      );
    }
    for (const { name, variable } of this.#parameters) {
      if (!isGone(variable)) continue;
      throw new TensorError(
        `LBFGS.step: got the disposed variable "${name}", expected one that is in use.`,
      );
    }
    const { steps, settings, memory } = this.#state;
    const options = valuesAt(settings, steps);
    const [where, space] = ['LBFGS.step', this.#space];
    const variables = this.#parameters.map(({ variable }) => variable);
    const starts = variables.map((variable) => keep(clone(variable as Tensor)));
    this.#isBusy = true;
    space.protect(vectorsOf(memory));
    try {
      const objective = new TensorObjective(where, space, variables, loss);
      const result = await iterate({ where, space, objective }, options, memory);
      this.#state = { steps: steps + 1, settings, memory: result.memory };
      return result.loss;
    } catch (error) {
      variables.forEach((variable, i) => {
        variable.assign(starts[i] as Tensor);
      });
      throw error;
    } finally {
      space.freeAllBut(vectorsOf(this.#state.memory));
      dispose(starts);
      this.#isBusy = false;
    }
  }

  /**
   * All that is needed to go on bit for bit: copies of the state, counts and options. The caller
   * disposes of the tensors. `encodeSafetensors(tensors, metadata)` makes a file of it.
   */
  stateDict(): StateDict {
    checkDevice();
    this.#checkIdle('stateDict');
    return encode(this.#state, this.#parameters);
  }

  /**
   * Goes on from a {@link stateDict}. Options come from it too, except schedules that are functions
   * without a name.
   *
   * @throws {@link StateError} when it is of another optimizer or other parameters; {@link OptionError} when an
   * option in it is out of range. Then nothing has changed.
   */
  loadStateDict(state: StateDict): void {
    checkDevice();
    this.#checkIdle('loadStateDict');
    const next = decode(state, this.#parameters, this.#state.settings);
    dispose(vectorsOf(this.#state.memory));
    this.#state = next;
  }

  /** Frees the state: the next step is like the first. Parameters stay. */
  dispose(): void {
    this.#checkIdle('dispose');
    dispose(vectorsOf(this.#state.memory));
    this.#state = { ...this.#state, steps: 0, memory: blank };
  }

  #checkIdle(method: string): void {
    if (!this.#isBusy) return;
    throw new StateError(
      `LBFGS.${method}: got a call while a step is under way, expected one after it. ` +
        'Await the promise of step().',
    );
  }
}
