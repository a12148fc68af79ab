import { engine, type NamedTensorMap, type Scalar, type Variable } from '@tensorflow/tfjs-core';
import { effect, recording } from '../capture/recording.js';
import { checkOptions } from '../check.js';
import type { Numeric } from '../transform/options.js';
import type { Transform } from '../transform/transform.js';
import { type ParameterGroup, type ParameterSelection, sortParameters } from './arguments.js';
import type { Gradients } from './gradients/gradient.js';
import { checkGuard, type GuardOptions } from './gradients/guard.js';
import { applyAndFree, checkLoss, type LossGradients } from './gradients/loss-gradients.js';
import { tidyGradients } from './gradients/tidy-gradients.js';
import type { GroupOptions } from './groups/group-options.js';
import { type Parts, partsOf } from './groups/parts.js';
import { type GroupView, Roster } from './groups/roster.js';
import { tellInsides } from './insides.js';
import { namedVariables } from './named-variables.js';
import { registerClass } from './register-class.js';
import { SavedOptimizer } from './saved-optimizer.js';
import { Saving } from './state/saving.js';
import type { TakeOver } from './state/take-over.js';
import { claim } from './state/waiting.js';
import { Stepping } from './step/stepping.js';

/** Options that every optimizer takes beside its own. */
export interface OptimizerOptions extends GroupOptions, GuardOptions {}

/**
 * Moves parameters by a rule: all that optimizers share. Made by a subclass such as `AdamW`, or
 * with a rule of one's own.
 *
 * It is a `tf.Optimizer`: `minimize`, `applyGradients`, `LayersModel.compile` and saving a model
 * with its optimizer work as with those of TensorFlow.js. State is kept by the name of the
 * parameter. A parameter without gradient does not move, and its step is not counted.
 *
 * @example
 * ```ts
 * const descend = defineTransform({
 *   name: 'Descend',
 *   defaults: { learningRate: 0.1 },
 *   scalars: ({ learningRate }) => ({ learningRate }),
 *   update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
 * });
 * const optimizer = new Optimizer(descend, [w], { learningRate: 0.5 });
 * ```
 */
export class Optimizer<
  Options extends OptimizerOptions = OptimizerOptions & Readonly<Record<string, unknown>>,
> extends SavedOptimizer {
  /** Name under which TensorFlow.js saves and restores the class. */
  static get className(): string {
    return 'NadirOptimizer';
  }

  /** What goes on from the optimizer of TensorFlow.js that the class stands for, if it stands for one. */
  static readonly takeOver: TakeOver | undefined = undefined;

  /** The name of the rule, or of an optimizer with several. */
  readonly #name: string;
  readonly #guard: GuardOptions;
  readonly #defaults: object;
  readonly #roster: Roster;
  readonly #stepping: Stepping;
  protected override readonly saving: Saving;
  /** Whether all models are in training mode, until it was said that one is not. */
  #isTraining: (() => boolean) | undefined;

  // Without inference from the arguments, rules of one's own take options of any name.
  constructor(
    rule: Transform | Parts,
    parameters?: ParameterSelection<NoInfer<Options>>,
    options?: NoInfer<Options>,
  ) {
    super();
    if (new.target !== Optimizer) registerClass(new.target as never);
    const parts = partsOf(rule);
    const { name } = parts;
    this.#name = name;
    this.iterations_ = 0;
    const sorted = sortParameters(name, parameters, options);
    const { guard, defaults } = checkGuard(name, sorted.options);
    this.#guard = guard;
    this.#defaults = defaults;
    this.#isTraining = sorted.isTraining;
    this.#roster = new Roster(parts, guard);
    this.#stepping = new Stepping(guard, this.#roster, (by) => {
      this.iterations_ += by;
    });
    const insides = { name, roster: this.#roster, guard, stepping: this.#stepping };
    this.saving = new Saving({ ...insides, defaults });
    tellInsides(this, insides);
    if (sorted.groups === undefined) {
      this.#roster.addOpenGroups(defaults, sorted.openGroups);
      this.saving.warn();
    } else for (const group of sorted.groups) this.addGroup(group as ParameterGroup<Options>);
  }

  /** The groups in their order. */
  get groups(): readonly GroupView[] {
    return this.#roster.views;
  }

  /**
   * Adds parameters, with options of their own where they differ from the optimizer's.
   *
   * @throws {@link OptionError} when an option is out of range or a parameter is in a group already.
   */
  addGroup(group: ParameterGroup<Options>): void {
    checkOptions(`${this.#name}.addGroup`, group);
    const { parameters, ...options } = group;
    const added = namedVariables(this.#name, parameters);
    this.#roster.addGroup({ ...this.#defaults, ...options }, added);
  }

  /** The learning rate of the first group, a schedule as it was given; `undefined` where the rule has none. */
  get learningRate(): Numeric | undefined {
    return this.#roster.groups[0]?.settings.options.learningRate as Numeric | undefined;
  }

  /** Sets the learning rate of all groups, from the next step on: {@link setOptions}. */
  set learningRate(value: Numeric) {
    this.setOptions({ learningRate: value } as never);
  }

  /** As in `tf.train.sgd`: sets {@link learningRate}. */
  setLearningRate(value: Numeric): void {
    this.learningRate = value;
  }

  /**
   * Changes options of one group, or of all, from the next step on. State is kept.
   *
   * @param group Position of the group. Default: all.
   * @throws {@link OptionError} when one is out of range, or changes which matrices or bytes are kept of a parameter
   * that has state; then nothing has changed.
   */
  setOptions(options: Omit<Options, keyof GuardOptions>, group?: number): void {
    this.#roster.setOptions(options, group);
  }

  /**
   * Computes the loss and its gradients, moves the parameters and returns the loss.
   *
   * @param loss Computes a scalar from the parameters. Called once, with `sharpnessAware` twice.
   */
  step(loss: () => Scalar): Scalar {
    if (this.#isTraining?.() === false) {
      this.#isTraining = undefined;
      console.warn(
        `${this.#name}.step: the model is in evaluation mode, so dropout is off. ` +
          'Call model.train() before training.',
      );
    }
    return this.minimize(loss, true) as Scalar;
  }

  /** The variables that gradients are taken of: the parameters, or all there are for an open optimizer. */
  protected get variables(): Variable[] {
    const all = Object.values(engine().registeredVariables);
    return this.#roster.variables() ?? all.filter(({ trainable }) => trainable);
  }

  /** As in `tf.Optimizer`, but of this optimizer's own parameters where no list is given. */
  override minimize(f: () => Scalar, returnCost?: boolean, varList?: Variable[]): Scalar | null {
    this.#stepping.check();
    checkLoss(`${this.#name}.step`, f);
    const apply = (grads: NamedTensorMap) => this.applyGradients(grads);
    const plain = () => applyAndFree(this.computeGradients(f, varList), apply, returnCost);
    const { nonFinite } = this.#guard;
    const minimize = () => (nonFinite ? nonFinite.recordingChanges(plain) : plain());
    const { rows } = this.#roster;
    return rows ? rows.remembering(minimize) : minimize();
  }

  /**
   * As in `tf.Optimizer`, but of this optimizer's own parameters where no list is given. With a
   * `lossScaler` the gradients are those of the scaled loss, as {@link applyGradients} expects them, and
   * the value is the loss itself. With `sharpnessAware`, the loss is computed twice, and the gradients are
   * those near by.
   */
  override computeGradients(f: () => Scalar, varList?: Variable[]): LossGradients {
    this.#stepping.check();
    checkLoss(`${this.#name}.computeGradients`, f);
    if (varList !== undefined) claim(this.#roster, this.#roster.meetAll(varList));
    const { lossScaler, sharpnessAware } = this.#guard;
    const plain = (loss: () => Scalar) => this.plainGradients(loss, varList);
    const compute = () => lossScaler?.gradients(f, plain) ?? plain(f);
    const climbs = (variable: Variable) => this.#roster.climbs(variable);
    return sharpnessAware?.gradients(compute, climbs) ?? compute();
  }

  /** Gradients of a loss itself, not scaled, and where the parameters are, not near by. */
  protected plainGradients(f: () => Scalar, varList?: Variable[]): LossGradients {
    const variables = varList ?? this.#roster.variables();
    const isSame = () => this.#roster.variables()?.length === variables?.length;
    if (varList === undefined) recording()?.guard(this.#roster, isSame);
    return tidyGradients(() => super.computeGradients(f, variables));
  }

  /**
   * Moves every parameter that has a gradient, by the name of its variable. A rule that is rowwise, such as
   * that of {@link SparseAdam}, also takes {@link SparseGradient}s.
   *
   * @throws {@link TensorError} when a gradient belongs to no parameter, has another shape or dtype,
   * or is not finite with `nonFinite: throwError`, and {@link OptionError} when a schedule leaves the
   * range of its option. Then nothing has changed.
   */
  override applyGradients(gradients: Gradients): void {
    this.saving.dispose();
    effect(`${this.#name}.applyGradients`, gradients, (given) => this.#stepping.apply(given));
  }

  /**
   * Takes a step by the mean of the gradients that wait where there are fewer micro-batches than `accumulate` asks for, as at
   * the end of an epoch. Without any that wait, nothing happens.
   */
  flush(): void {
    effect(`${this.#name}.flush`, [], () => this.#stepping.flush());
  }

  /**
   * Waits until the host knows what the device has made of all steps so far. There is something to
   * wait for only with `nonFinite: throwError` or `skipStep` on WebGPU, where counts of a step that was
   * refused are taken back when the answer arrives. Call it before {@link stateDict} there.
   *
   * @throws {@link TensorError} when a gradient was not finite and that is to be told.
   */
  settled(): Promise<void> {
    return this.#stepping.settled();
  }

  /**
   * The norm over all gradients of the last step, before they were clipped, of the type that `clip` asks
   * for; `undefined` without `clip: clipByGlobalNorm(…)`. `clip: clipByGlobalNorm(Infinity)` measures without
   * clipping. Reading it waits for the device, stepping does not.
   */
  async gradientNorm(): Promise<number | undefined> {
    return this.#stepping.norm?.read();
  }

  /** Frees the state. Parameters stay. A step is an error from then on. */
  override dispose(): void {
    this.saving.dispose();
    this.#roster.dispose();
    this.#stepping.dispose();
  }
}
