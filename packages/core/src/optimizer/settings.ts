import type { Variable } from '@tensorflow/tfjs-core';
import { checkNames } from '../check.js';
import { OptionError } from '../errors.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { furtherUpdate, lastStep } from '../transform/further.js';
import {
  checkTypes,
  evaluate,
  type Numeric,
  type OptionValue,
  type OptionValues,
  structureOf,
  unevaluated,
} from '../transform/options.js';
import type { Slot } from '../transform/slot.js';
import type { Stages } from '../transform/stages.js';
import { traceRule } from '../transform/trace-rule.js';
import type { StepInfo, Transform } from '../transform/transform.js';
import { meanOfMicroBatches } from '../transforms/accumulate.js';
import { holdable } from '../transforms/holdable.js';
import { unscale } from '../transforms/unscale.js';
import { clipping } from './clip.js';
import {
  applicable,
  type CommonOptions,
  checkCommon,
  commonDefaults,
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
  numbersAt(options: StepOptions, t: number, memory: StepNumbers | undefined): StepScalars;
}

/** The options of a group at a step, and what the host knows beside them. */
export interface StepOptions {
  readonly values: OptionValues;
  readonly groupStep: number;
  readonly lossScale: number;
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
  readonly #rule: Transform;
  readonly #guard: Guard;
  readonly #steppers = new Map<string, Stepper>();

  /**
   * @param given Options by name; `undefined` leaves the one of `base`.
   * @param step At which schedules are evaluated to be checked.
   * @throws {@link OptionError} at the first option that is unknown or out of range.
   */
  constructor(rule: Transform, guard: Guard, given: object, step = 0, base?: Settings) {
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

  /** The options of a step, schedules evaluated and checked. */
  valuesAt(step: number): StepOptions {
    const values = evaluate(this.options, (schedule) => schedule(step));
    checkTypes(this.#rule.name, values, this.#rule);
    this.#rule.check(values, this.#rule.name);
    return { values, groupStep: step, lossScale: this.#guard.lossScaler?.lastFactor ?? 1 };
  }

  /**
   * How a variable is stepped: penalties and constraints leave some of them out.
   * @param isHoldable Whether the device decides that the step changes nothing.
   * @param further Name of a further update in the place of the step.
   */
  stepperOf(variable: Variable, isHoldable: boolean, further?: string): Stepper {
    const common = applicable(this.common, variable);
    const { regularizer, proximal, constraint } = common;
    const taken = [regularizer, proximal, constraint].map((one) => one !== null);
    const shape = this.#rule.dependsOnShape ? variable.shape.join() : '';
    const key = `${taken} ${isHoldable} ${shape} ${further ?? ''}`;
    let stepper = this.#steppers.get(key);
    if (stepper === undefined) {
      const modified = this.#modified(common);
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

  /** Throws when the rule cannot step one of the parameters, or the constraint cannot hold for it. */
  checkShapes(parameters: readonly NamedVariable[]): void {
    for (const { name, variable } of parameters) {
      const where = `${this.#rule.name}: got "${name}"`;
      this.#rule.checkShape(variable.shape, where);
      applicable(this.common, variable).constraint?.checkShape?.(variable.shape, where);
    }
  }

  /** Throws when a penalty or constraint leaves out every one of the variables: nobody asks for that. */
  checkPenalties(variables: readonly Variable[]): void {
    if (variables.length === 0) return;
    for (const name of ['regularizer', 'proximal', 'constraint'] as const) {
      const penalty = this.common[name];
      if (penalty && !variables.some((variable) => penalty.applies(variable))) {
        throw new OptionError(
          `${this.#rule.name}.${name}: got ${penalty.name} for parameters of rank ≤ 1 only, ` +
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
          .filter(({ kind }) => kind === 'matrix' || kind === 'bytes')
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
  #modified(common: CommonOptions): Transform {
    const { accumulate, lossScaler, clip } = this.#guard;
    const first: Transform[] = [];
    if (lossScaler !== undefined) first.push(unscale);
    if (accumulate > 1) first.push(meanOfMicroBatches(accumulate));
    if (clip !== undefined) first.push(clipping(clip));
    return surround(this.#rule, common, first);
  }

  #programsOf(rule: Transform, shape: readonly number[]): Omit<Stepper, 'numbersAt'> {
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
function rememberLast(rule: Transform): Stepper['numbersAt'] {
  let last:
    | ({ options: StepOptions; t: number; before: StepNumbers | undefined } & StepScalars)
    | undefined;
  return (options, t, before) => {
    if (last?.options !== options || last.t !== t || last.before !== before) {
      const { values, groupStep, lossScale } = options;
      const begin = before ?? rule.initialMemory(values, groupStep);
      const memory = rule.remember(values, { t, groupStep, lossScale, memory: begin });
      const scalars = numbersOf(rule, values, { t, groupStep, lossScale, memory });
      last = { options, t, before, memory, scalars };
    }
    return last;
  };
}

/** The numbers of a further update, for a parameter that has taken t steps. */
const numbersOfLastStep =
  (rule: Transform): Stepper['numbersAt'] =>
  ({ values, groupStep, lossScale }, t, memory) => {
    const last = lastStep(rule, values, { t, groupStep, lossScale, memory });
    return { scalars: numbersOf(rule, values, last), memory: last.memory };
  };

const numbersOf = (rule: Transform, values: OptionValues, step: StepInfo): StepNumbers => ({
  ...rule.scalars(values, step),
  ...rule.random(values, step),
});
