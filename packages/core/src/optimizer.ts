import {
  dispose,
  engine,
  keep,
  type NamedTensorMap,
  type Scalar,
  serialization,
  type Tensor,
  Optimizer as TfOptimizer,
  type Variable,
} from '@tensorflow/tfjs-core';
import { OptionError, TensorError } from './errors.js';
import { isNormTotal, normOfTotal } from './modifiers/clip-by-global-norm.js';
import { type ParameterGroup, type Parameters, sortParameters } from './optimizer/arguments.js';
import { restoreOptions, type SavedOptions, saveOptions } from './optimizer/config.js';
import type { Gradients } from './optimizer/gradient.js';
import type { GroupOptions } from './optimizer/group-options.js';
import { checkGuard, type Guard, type GuardOptions } from './optimizer/guard.js';
import { FiniteCheck } from './optimizer/non-finite.js';
import type { Before, Group } from './optimizer/parameter.js';
import { groupsOf, type PrepareCall, prepare, readsGradients, run } from './optimizer/prepare.js';
import { type Plan, Roster } from './optimizer/roster.js';
import { type DensePlan, withTensors } from './optimizer/rows.js';
import type { SavedParameter } from './optimizer/saved.js';
import { withScaledLoss } from './optimizer/scaled-loss.js';
import type { Settings } from './optimizer/settings.js';
import { SharedState } from './optimizer/shared.js';
import {
  decodeState,
  decodeWeights,
  encodeState,
  encodeWeights,
  type NamedTensor,
  type StateOf,
} from './optimizer/state-dict.js';
import { namedVariables } from './parameters.js';
import { furtherUpdate, type Rule } from './program/index.js';
import { Lookups, remembering } from './rows/lookup.js';
import type { StateDict } from './state/state-dict.js';

/** Options that every optimizer takes beside its own. */
export interface OptimizerOptions extends GroupOptions, GuardOptions {}

/** What one group of an optimizer is at the moment. */
export interface GroupView {
  readonly parameters: readonly string[];
  /** Options in force, schedules as they were given. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Steps in which any of the parameters moved. */
  readonly step: number;
}

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
 * const descend = defineRule({
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
> extends TfOptimizer {
  /** Name under which TensorFlow.js saves and restores the class. */
  static readonly className: string = 'NadirOptimizer';

  readonly #rule: Rule;
  readonly #guard: Guard;
  readonly #finite: FiniteCheck;
  readonly #defaults: object;
  readonly #roster: Roster;
  readonly #isTraining: () => boolean;
  readonly #shared = new SharedState();
  /** Totals over all parameters of the last step, by name. */
  #totals: Readonly<Record<string, Tensor>> = {};
  /** What the loss of a step that is under way has looked up. */
  #lookups: Lookups | undefined;
  #warned = false;
  /** Tensors that {@link getWeights} made and nobody else will dispose of. */
  #lent: Tensor[] = [];

  // Without inference from the arguments, rules of one's own take options of any name.
  constructor(rule: Rule, parameters?: Parameters<NoInfer<Options>>, options?: NoInfer<Options>) {
    super();
    registerOnce(new.target);
    this.#rule = rule;
    this.iterations_ = 0;
    const sorted = sortParameters(rule.name, parameters, options);
    const { clip, nonFinite, lossScaler, ...defaults } = sorted.options;
    this.#guard = checkGuard(rule.name, { clip, nonFinite, lossScaler });
    this.#finite = new FiniteCheck(rule.name, this.#guard.nonFinite);
    this.#defaults = defaults;
    this.#isTraining = sorted.isTraining;
    this.#roster = new Roster(rule, this.#guard);
    if (sorted.groups === undefined) this.#roster.addOpenGroup(defaults);
    else for (const group of sorted.groups) this.addGroup(group as ParameterGroup<Options>);
  }

  /** The groups in their order. */
  get groups(): readonly GroupView[] {
    return this.#roster.groups.map(({ parameters, settings, step }) => ({
      parameters: parameters.map(({ name }) => name),
      options: { ...settings.options, ...settings.common },
      step,
    }));
  }

  /**
   * Adds parameters, with options of their own where they differ from the optimizer's.
   *
   * @throws {@link OptionError} when an option is out of range or a parameter is in a group already.
   */
  addGroup({ parameters, ...options }: ParameterGroup<Options>): void {
    const added = namedVariables(this.#rule.name, parameters);
    this.#roster.addGroup({ ...this.#defaults, ...options }, added);
  }

  /**
   * Changes options of one group, or of all, from the next step on. State is kept.
   *
   * @param group Position of the group. Default: all.
   * @throws {@link OptionError} when one is out of range; then nothing has changed.
   */
  setOptions(options: Omit<Options, keyof GuardOptions>, group?: number): void {
    const groups =
      group === undefined ? this.#roster.groups : this.#roster.groups.slice(group, group + 1);
    if (groups.length === 0) {
      throw new OptionError(
        `${this.#rule.name}.setOptions: got group ${group}, expected 0 to ${this.#roster.groups.length - 1}.`,
      );
    }
    const changed = groups.map(({ settings, step, parameters }) => {
      const next = settings.with(options, step);
      next.checkShapes(parameters);
      return next;
    });
    groups.forEach((one, i) => {
      one.settings = changed[i] as Settings;
    });
  }

  /**
   * Computes the loss and its gradients, moves the parameters and returns the loss.
   *
   * @param loss Computes a scalar from the parameters. Called once.
   */
  step(loss: () => Scalar): Scalar {
    if (!this.#warned && !this.#isTraining()) {
      this.#warned = true;
      console.warn(
        `${this.#rule.name}.step: the model is in evaluation mode, so dropout is off. ` +
          'Call model.train() before training.',
      );
    }
    return this.minimize(loss, true) as Scalar;
  }

  /** The variables that gradients are taken of: the parameters, or all there are for an open optimizer. */
  protected get variables(): Variable[] {
    const all = () =>
      Object.values(engine().registeredVariables).filter(({ trainable }) => trainable);
    return this.#roster.variables() ?? all();
  }

  /** As in `tf.Optimizer`, but of this optimizer's own parameters where no list is given. */
  override minimize(f: () => Scalar, returnCost?: boolean, varList?: Variable[]): Scalar | null {
    const minimize = () => super.minimize(f, returnCost, varList ?? this.#roster.variables());
    if (!this.#rule.rowwise) return minimize();
    this.#lookups = new Lookups();
    try {
      return remembering(this.#lookups, minimize);
    } finally {
      this.#lookups.dispose();
      this.#lookups = undefined;
    }
  }

  /**
   * As in `tf.Optimizer`, but of this optimizer's own parameters where no list is given. With a
   * `lossScaler` the gradients are those of the scaled loss, as {@link applyGradients} expects them, and
   * the value is the loss itself.
   */
  override computeGradients(
    f: () => Scalar,
    varList?: Variable[],
  ): { value: Scalar; grads: NamedTensorMap } {
    const variables = varList ?? this.#roster.variables();
    const compute = (loss: () => Scalar) => super.computeGradients(loss, variables);
    return withScaledLoss(this.#guard.lossScaler, f, compute);
  }

  /**
   * Moves every parameter that has a gradient, by the name of its variable. A rule that is rowwise, such as
   * that of {@link SparseAdam}, also takes {@link SparseGradient}s.
   *
   * @throws {@link TensorError} when a gradient belongs to no parameter, has another shape or dtype,
   * or is not finite with `nonFinite: 'throw'`, and {@link OptionError} when a schedule leaves the
   * range of its option. Then nothing has changed.
   */
  override applyGradients(gradients: Gradients): void {
    const plan = this.#roster.plan(gradients);
    withTensors(this.#rule, plan, this.#lookups, (dense) => this.#step(dense));
  }

  #step(plan: DensePlan): void {
    const prepared = this.#prepare(plan, ({ step }) => step);
    if (prepared === 'refused') this.#guard.lossScaler?.update(true);
    if (typeof prepared === 'string') return;
    const { verdict, movers } = prepared;
    const before = movers.map(({ parameter }) => parameter.before);
    dispose(this.#totals as NamedTensorMap);
    this.#totals = run(prepared, this.#shared);
    for (const { parameter, memory } of movers) parameter.count(memory);
    for (const group of groupsOf(plan)) group.step++;
    this.incrementIterations();
    const hear = (refused: boolean) => {
      if (refused) this.#takeBack(plan, before);
      this.#guard.lossScaler?.update(refused);
    };
    if (verdict === 'admitted') hear(false);
    else verdict.whenKnown(hear);
  }

  /**
   * Makes one of the updates that a rule has beside its step, such as that of Sophia's Hessian. Nothing
   * is counted, and the numbers of the last step are used. Gradients are taken as they are: neither
   * clipped nor negated, not divided by the factor of a `lossScaler`, and without those of penalties.
   *
   * @param name Name of the update in `rule.further`.
   * @param gradients One for each parameter that is updated. Left out, where none is needed: all
   * parameters that have state.
   * @throws {@link ProgramError} when the rule has no such update; otherwise as {@link applyGradients}.
   */
  update(name: string, gradients?: Gradients): void {
    const { name: where } = furtherUpdate(this.#rule, name);
    const isFree = gradients === undefined;
    const plan = isFree ? this.#roster.planWithout() : this.#roster.plan(gradients);
    withTensors(this.#rule, plan, undefined, (dense) => {
      const prepared = this.#prepare(dense, ({ step }) => Math.max(0, step - 1), name);
      if (typeof prepared === 'string') return;
      if (isFree && readsGradients(prepared)) {
        throw new TensorError(`${where}: got no gradients, expected one for each parameter.`);
      }
      dispose(run(prepared, this.#shared) as NamedTensorMap);
    });
  }

  #prepare(plan: DensePlan, stepOf: PrepareCall['stepOf'], further?: string) {
    return prepare({ plan, stepOf, further, roster: this.#roster, finite: this.#finite });
  }

  /** Undoes the counts of a step that the device has refused; it has changed nothing else. */
  #takeBack(plan: Plan, before: readonly Before[]): void {
    plan.moves.forEach(({ parameter }, i) => {
      parameter.takeBack(before[i] as Before);
    });
    for (const group of groupsOf(plan)) group.step--;
    this.iterations_--;
    this.#roster.leave(plan);
  }

  /**
   * Waits until the host knows what the device has made of all steps so far. There is something to
   * wait for only with `nonFinite: 'throw'` or `'skip'` on WebGPU, where counts of a step that was
   * refused are taken back when the answer arrives. Call it before {@link stateDict} there.
   *
   * @throws {@link TensorError} when a gradient was not finite and that is to be told.
   */
  settled(): Promise<void> {
    return this.#finite.settled();
  }

  /**
   * The norm over all gradients of the last step, before they were clipped, of the type that `clip` asks
   * for; `undefined` without `clip: { norm }` for all together. Reading it waits for the device, stepping
   * does not.
   */
  async gradientNorm(): Promise<number | undefined> {
    const total = Object.entries(this.#totals).find(([name]) => isNormTotal(name));
    return total && normOfTotal(total[0], (await total[1].data())[0] as number);
  }

  /**
   * All that is needed to go on bit for bit: copies of the state, step counts and options. The
   * caller disposes of the tensors. `encodeSafetensors(tensors, metadata)` makes a file of it.
   */
  stateDict(): StateDict {
    return encodeState(this.#rule.name, this.#state());
  }

  /**
   * Goes on from a {@link stateDict}. Options come from it too, except schedules that are functions
   * without a name. Parameters are found by name, or by their order where no name is known.
   *
   * @throws {@link StateError} when it is of another rule, other groups or other parameters;
   * {@link OptionError} when an option in it is out of range. Then nothing has changed.
   */
  loadStateDict(state: StateDict): void {
    const where = `${this.#rule.name}.loadStateDict`;
    const { iterations, groups, parameters, shared } = decodeState(
      where,
      this.#rule.name,
      state,
      this.#roster.groups.length,
    );
    const settings = this.#roster.groups.map((group, i) => {
      const saved = groups[i] as (typeof groups)[number];
      const restored = group.settings.with(restoreOptions(where, saved.options), saved.step);
      restored.checkShapes(group.parameters);
      return restored;
    });
    this.#restore(where, parameters, shared, settings);
    this.#roster.groups.forEach((group, i) => {
      group.settings = settings[i] as Settings;
      group.step = groups[i]?.step ?? 0;
    });
    this.iterations_ = iterations;
  }

  /** State as TensorFlow.js saves it beside a model. The tensors stay the optimizer's: read them before the next step. */
  override async getWeights(): Promise<NamedTensor[]> {
    for (const tensor of this.#lent) tensor.dispose();
    const { weights, made } = encodeWeights(this.#state());
    this.#lent = made.map((tensor) => keep(tensor));
    return weights;
  }

  /**
   * Takes over what {@link getWeights} returned. The tensors stay the caller's.
   *
   * @throws {@link StateError} when it was saved for other parameters; then nothing has changed.
   */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const where = `${this.#rule.name}.setWeights`;
    const groups = this.#roster.groups;
    const { iterations, steps, parameters, shared } = await decodeWeights(
      where,
      weights,
      groups.length,
    );
    const settings = groups.map((group) => group.settings);
    this.#restore(where, parameters, shared, settings);
    groups.forEach((group, i) => {
      group.step = steps[i] as number;
    });
    this.iterations_ = iterations;
  }

  /**
   * Options as TensorFlow.js saves them beside a model.
   *
   * @throws {@link OptionError} when there are several groups, or an option is a function without a name.
   */
  override getConfig(): SavedOptions & serialization.ConfigDict {
    const where = `${this.#rule.name}.getConfig`;
    const [group, ...more] = this.#roster.groups as [Group, ...Group[]];
    if (more.length > 0) {
      throw new OptionError(
        `${where}: got ${this.#roster.groups.length} groups, expected one: a configuration names no ` +
          'parameters. Save stateDict() instead.',
      );
    }
    const { options, common } = group.settings;
    const all = { ...options, ...common, ...this.#guard };
    return saveOptions(all, (name) => {
      throw new OptionError(
        `${where}: got a function for ${name}, expected a number or a schedule with a name, such ` +
          'as cosine(…). Save the model with includeOptimizer: false, or save stateDict().',
      );
    }) as SavedOptions & serialization.ConfigDict;
  }

  /** Makes an optimizer of this class from {@link getConfig}; it takes the variables it gets gradients for. */
  static override fromConfig<T extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<T>,
    config: serialization.ConfigDict,
  ): T {
    // tfjs-layers adds the custom objects that it was given to every configuration.
    const { customObjects: _, ...options } = config;
    return new cls(restoreOptions(`${cls.className}.fromConfig`, options));
  }

  /** Frees the state. Parameters stay. */
  override dispose(): void {
    for (const tensor of this.#lent) tensor.dispose();
    this.#lent = [];
    this.#roster.dispose();
    this.#shared.dispose();
    this.#finite.forget();
    dispose(this.#totals as NamedTensorMap);
    this.#totals = {};
  }

  #state(): StateOf {
    const { iterations } = this;
    return { iterations, groups: this.#roster.groups, shared: this.#shared.tensors };
  }

  #restore(
    where: string,
    parameters: readonly SavedParameter[],
    shared: Readonly<Record<string, Tensor>>,
    settings: readonly Settings[],
  ): void {
    SharedState.check(where, shared, (settings[0] as Settings).sharedSlots());
    this.#roster.restore(where, parameters, settings);
    this.#shared.restore(shared);
    this.#finite.forget();
  }
}

/** Lets `loadLayersModel` find a class by its name, once an optimizer of it was made. */
function registerOnce(cls: typeof Optimizer): void {
  const { classNameMap } = serialization.SerializationMap.getMap();
  if (cls !== Optimizer && !(cls.className in classNameMap)) {
    serialization.registerClass(cls as unknown as serialization.SerializableConstructor<Optimizer>);
  }
}
