import type { Variable } from '@tensorflow/tfjs-core';
import { checkNames } from '../check.js';
import { OptionError } from '../errors.js';
import { meanOfMicroBatches } from '../modifiers/accumulate.js';
import { holdable } from '../modifiers/holdable.js';
import { unscale } from '../modifiers/unscale.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { furtherUpdate, lastStep } from '../transform/further.js';
import { checkTypes, evaluate, unevaluated } from '../transform/options.js';
import {
  groupStep,
  type Numeric,
  type OptionValue,
  type OptionValues,
  type Rule,
  type Slot,
} from '../transform/rule.js';
import type { Stages } from '../transform/stages.js';
import { structureOf, traceRule } from '../transform/trace-rule.js';
import { clipping } from './clip.js';
import {
  applicable,
  type CommonOptions,
  checkCommon,
  commonDefaults,
  regularizersOf,
  surround,
} from './group-options.js';
import type { Guard } from './guard.js';
import type { Parameter } from './parameter.js';
import type { NamedVariable } from './parameters.js';

/** How a parameter is stepped: its programs and the state that it keeps. */
export interface Stepper {
  readonly stages: Stages;
  readonly slots: readonly Slot[];
  /** Names of the slots that programs write in place. */
  readonly owned: readonly string[];
  /** Whether a step needs numbers over all parameters. */
  readonly asksOthers: boolean;
  /**
   * The numbers of step t, and what the host keeps of the parameter from then on. Computed once for all
   * parameters that are at the same step with the same memory; before the first there is none.
   */
  numbersAt(options: OptionValues, t: number, memory: StepNumbers | undefined): StepScalars;
}

/** Numbers of one step. */
export interface StepScalars {
  readonly scalars: StepNumbers;
  readonly memory: StepNumbers;
}

/** Options of one group, checked. They never change; {@link with} gives changed ones. */
export class Settings {
  /** Options of the rule, with its defaults filled in, schedules as they were given. */
  readonly options: Readonly<Record<string, Numeric | OptionValue>>;
  readonly common: CommonOptions;
  /** Penalties and constraints among the options, with the names of these. */
  readonly #regularizers: ReturnType<typeof regularizersOf>;
  readonly #rule: Rule;
  readonly #guard: Guard;
  readonly #steppers = new Map<string, Stepper>();

  /**
   * @param given Options by name; `undefined` leaves the one of `base`.
   * @param step At which schedules are evaluated to be checked.
   * @throws {@link OptionError} at the first option that is unknown or out of range.
   */
  constructor(rule: Rule, guard: Guard, given: object, step = 0, base?: Settings) {
    this.#rule = rule;
    this.#guard = guard;
    const options = { ...(base?.options ?? { ...rule.defaults, ...rule.given }) };
    const common = base?.common ?? commonDefaults;
    const changed = { ...common };
    checkNames(rule.name, given, [...Object.keys(rule.defaults), ...Object.keys(common)]);
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) continue;
      Object.assign(name in common ? changed : options, { [name]: value });
    }
    checkCommon(rule.name, changed, rule);
    checkTypes(rule.name, options, rule);
    this.options = options;
    this.common = changed;
    this.#regularizers = regularizersOf(changed);
    this.valuesAt(step);
  }

  get ruleName(): string {
    return this.#rule.name;
  }

  /** Whether a step changes only rows that have a gradient. */
  get rowwise(): boolean {
    return this.#rule.rowwise;
  }

  /** These settings with some options changed. */
  with(given: object, step: number): Settings {
    return new Settings(this.#rule, this.#guard, given, step, this);
  }

  /**
   * The same for parameters that go on with the state they have.
   * @throws {@link OptionError} when one of them cannot.
   */
  changedFor(parameters: readonly Parameter[], given: object, step: number): Settings {
    const next = this.with(given, step);
    next.checkPenalties(parameters.map(({ variable }) => variable));
    next.checkShapes(parameters);
    next.#checkState(this, parameters);
    return next;
  }

  /** The options of a step, schedules evaluated and checked, and the factor of the loss. */
  valuesAt(step: number): OptionValues {
    const values = evaluate(this.options, (schedule) => schedule(step));
    checkTypes(this.#rule.name, values, this.#rule);
    const complete = { ...values, [groupStep]: step };
    this.#rule.check(complete, this.#rule.name);
    const { lossScaler } = this.#guard;
    return lossScaler === undefined ? complete : { ...complete, lossScale: lossScaler.lastFactor };
  }

  /**
   * How a variable is stepped: penalties and constraints leave some of them out.
   * @param isHoldable Whether the device decides that the step changes nothing.
   * @param further Name of a further update in the place of the step.
   */
  stepperOf(variable: Variable, isHoldable: boolean, further?: string): Stepper {
    const taken = this.#regularizers.map(([, one]) => one.applies(variable));
    const shape = this.#rule.dependsOnShape ? variable.shape.join() : '';
    const key = `${taken} ${isHoldable} ${shape} ${further ?? ''}`;
    let stepper = this.#steppers.get(key);
    if (stepper === undefined) {
      const modified = this.#modified(applicable(this.common, variable));
      const rule = further === undefined ? modified : furtherUpdate(modified, further);
      const numbersAt = further === undefined ? rememberLast(rule) : numbersOfLastStep(rule);
      const traced = isHoldable ? holdable(rule) : rule;
      stepper = { ...this.#programsOf(traced, variable.shape), numbersAt };
      this.#steppers.set(key, stepper);
    }
    return stepper;
  }

  /** State that all parameters share. */
  sharedSlots(): readonly Slot[] {
    return this.#slotsOf([]).filter(({ kind }) => kind === 'shared');
  }

  /** Throws when the rule has no further update of that name. */
  checkFurther(name: string): void {
    furtherUpdate(this.#rule, name);
  }

  /** Throws when the rule cannot step one of the parameters, or a constraint cannot hold for it. */
  checkShapes(parameters: readonly NamedVariable[]): void {
    for (const { name, variable } of parameters) {
      const where = `${this.#rule.name}: got "${name}"`;
      this.#rule.checkShape(variable.shape, where);
      for (const [, one] of this.#regularizers) {
        if (one.applies(variable)) one.checkShape?.(variable.shape, where);
      }
    }
  }

  /** Throws when a penalty or constraint leaves out every one of the variables: nobody asks for that. */
  checkPenalties(variables: readonly Variable[]): void {
    if (variables.length === 0) return;
    for (const [option, one] of this.#regularizers) {
      if (!variables.some((variable) => one.applies(variable))) {
        throw new OptionError(
          `${this.#rule.name}.${option}: got ${one.name} for parameters of rank ≤ 1 only, ` +
            "expected one of a higher rank. Give it { include: 'all' } to take them too.",
        );
      }
    }
  }

  /**
   * Throws when a parameter with state would need other matrices, or bytes, than the settings before kept for it. Unlike
   * a buffer, such state cannot begin with zeros in the middle of training.
   */
  #checkState(before: Settings, parameters: readonly Parameter[]): void {
    for (const { name, variable } of parameters.filter(({ hasState }) => hasState)) {
      const lasting = (settings: Settings) =>
        settings
          .#slotsOf(variable.shape)
          .filter(({ kind }) => kind === 'tensor' || kind === 'bytes')
          .map((slot) => `${slot.name} [${slot.shape}]`)
          .join(', ');
      const [needed, kept] = [lasting(this), lasting(before)];
      if (needed === kept) continue;
      throw new OptionError(
        `${this.#rule.name}.setOptions: got options that keep ${needed || 'nothing'} for "${name}", expected ` +
          `${kept || 'nothing'}, as before. Make another optimizer with them.`,
      );
    }
  }

  /** What the rule itself keeps of a parameter of this shape. */
  #slotsOf(shape: readonly number[]): readonly Slot[] {
    return this.#rule.state(structureOf(unevaluated(this.options), this.#rule.fixed), shape);
  }

  /** The rule between what the optimizer's and the group's options put before and after it. */
  #modified(common: CommonOptions): Rule {
    const { accumulate, lossScaler, clip } = this.#guard;
    const first: Rule[] = [];
    if (lossScaler !== undefined) first.push(unscale);
    if (accumulate > 1) first.push(meanOfMicroBatches(accumulate));
    if (clip !== undefined) first.push(clipping(clip));
    return surround(this.#rule, common, first);
  }

  #programsOf(rule: Rule, shape: readonly number[]): Omit<Stepper, 'numbersAt'> {
    const options = unevaluated(this.options);
    const slots = rule.state(structureOf(options, rule.fixed), shape);
    const stages = traceRule(rule, options, shape);
    return {
      stages,
      slots,
      asksOthers:
        stages.shared !== undefined || stages.stages.some(({ totals }) => totals.length > 0),
      owned: slots
        .filter(({ kind }) => kind === 'elements' || kind === 'number')
        .map(({ name }) => name),
    };
  }
}

/** The numbers of a rule, kept until they are asked for with other options, t or memory. */
function rememberLast(rule: Rule): Stepper['numbersAt'] {
  let last:
    | ({ options: OptionValues; t: number; before: StepNumbers | undefined } & StepScalars)
    | undefined;
  return (options, t, before) => {
    if (last?.options !== options || last.t !== t || last.before !== before) {
      const memory = rule.remember(options, t, before ?? rule.initialMemory(options));
      const scalars = { ...rule.scalars(options, t, memory), ...rule.integers(options, t) };
      last = { options, t, before, memory, scalars };
    }
    return last;
  };
}

/** The numbers of a further update, for a parameter that has taken t steps. */
const numbersOfLastStep =
  (rule: Rule): Stepper['numbersAt'] =>
  (options, t, before) => {
    const last = lastStep(rule, options, t, before);
    const scalars = rule.scalars(options, last.t, last.memory);
    return { scalars: { ...scalars, ...rule.integers(options, last.t) }, memory: last.memory };
  };
