import type { Variable } from '@tensorflow/tfjs-core';
import { checkBoolean, checkNames } from '../check.js';
import { describe, OptionError } from '../errors.js';
import { cautious } from '../modifiers/cautious.js';
import { clipByGlobalNorm } from '../modifiers/clip-by-global-norm.js';
import { clipByValue } from '../modifiers/clip-by-value.js';
import { holdable } from '../modifiers/holdable.js';
import { maximize } from '../modifiers/maximize.js';
import { addPenaltyGradient, proximalStep } from '../modifiers/regularize.js';
import type { NamedVariable } from '../parameters.js';
import {
  chain,
  furtherUpdate,
  lastStep,
  type Numeric,
  type OptionValue,
  type OptionValues,
  type Rule,
  type Slot,
  type Stages,
  type StepNumbers,
  structureOf,
  traceRule,
} from '../program/index.js';
import type { Regularizer } from '../regularizers/regularizer.js';
import type { Clip } from './clip.js';

/** Options that every optimizer takes, for each group of parameters. */
export interface GroupOptions {
  /** Climb instead of descending. Default `false`. */
  maximize?: boolean;
  /**
   * Leave out the elements of each step that would go against the gradient at hand, and lengthen the
   * others in return: {@link cautious}. Weight decay beside the step stays whole. Default `false`.
   */
  cautious?: boolean;
  /** Penalty whose gradient is added inside the fused kernel, after clipping. Default: none. */
  regularizer?: Regularizer | null;
  /**
   * Penalty whose proximal step follows each step, with γ as its size. Default: none.
   *
   * Beside an adaptive rule, whose own steps are about γ whatever the gradient, the penalty acts as
   * decoupled weight decay does: on the scale of γ, not of the loss, so it wants a larger strength.
   */
  proximal?: Regularizer | null;
}

const noModifications = { maximize: false, cautious: false, regularizer: null, proximal: null };

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
  readonly common: Readonly<Required<GroupOptions>>;
  readonly #rule: Rule;
  readonly #clip: Clip | undefined;
  readonly #steppers = new Map<string, Stepper>();

  /**
   * @param given Options by name; `undefined` leaves the one of `base`.
   * @param step At which schedules are evaluated to be checked.
   * @throws {@link OptionError} at the first option that is unknown or out of range.
   */
  constructor(rule: Rule, clip: Clip | undefined, given: object, step = 0, base?: Settings) {
    this.#rule = rule;
    this.#clip = clip;
    const options = { ...(base?.options ?? rule.defaults) };
    const common = base?.common ?? noModifications;
    const changed = { ...common };
    checkNames(rule.name, given, [...Object.keys(rule.defaults), ...Object.keys(common)]);
    for (const [name, value] of Object.entries(given)) {
      if (value === undefined) continue;
      Object.assign(name in common ? changed : options, { [name]: value });
    }
    checkBoolean(rule.name, changed, 'maximize', 'cautious');
    checkRegularizer(rule.name, 'regularizer', changed.regularizer);
    checkRegularizer(rule.name, 'proximal', changed.proximal);
    checkTypes(rule.name, options, rule);
    this.options = options;
    this.common = changed;
    this.valuesAt(step);
  }

  get ruleName(): string {
    return this.#rule.name;
  }

  /** These settings with some options changed. */
  with(given: object, step: number): Settings {
    return new Settings(this.#rule, this.#clip, given, step, this);
  }

  /** The rule's options at a step, schedules evaluated and checked. */
  valuesAt(step: number): OptionValues {
    const values = evaluate(this.options, (schedule) => schedule(step));
    checkTypes(this.#rule.name, values, this.#rule);
    this.#rule.check(values, this.#rule.name);
    return values;
  }

  /**
   * How a variable is stepped: penalties leave some of them out.
   * @param isHoldable Whether the device decides that the step changes nothing.
   * @param further Name of a further update in the place of the step.
   */
  stepperOf(variable: Variable, isHoldable: boolean, further?: string): Stepper {
    const { regularizer, proximal } = this.common;
    const penalty = regularizer?.applies(variable) ? regularizer : null;
    const prox = proximal?.applies(variable) ? proximal : null;
    const shape = this.#rule.dependsOnShape ? variable.shape.join() : '';
    const key = `${penalty !== null} ${prox !== null} ${isHoldable} ${shape} ${further ?? ''}`;
    let stepper = this.#steppers.get(key);
    if (stepper === undefined) {
      const modified = this.#modified(penalty, prox);
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
    const options = evaluate(this.options, () => Number.NaN);
    return this.#rule
      .state(structureOf(options, this.#rule.fixed), [])
      .filter(({ kind }) => kind === 'shared');
  }

  /** Throws when the rule has no further update of that name. */
  checkFurther(name: string): void {
    furtherUpdate(this.#rule, name);
  }

  /** Throws when the rule cannot step one of the parameters. */
  checkShapes(parameters: readonly NamedVariable[]): void {
    for (const { name, variable } of parameters) {
      this.#rule.checkShape(variable.shape, `${this.#rule.name}: got "${name}"`);
    }
  }

  /** Throws when a penalty leaves out every one of the variables: nobody asks for that. */
  checkPenalties(variables: readonly Variable[]): void {
    for (const name of ['regularizer', 'proximal'] as const) {
      const penalty = this.common[name];
      if (penalty && !variables.some((variable) => penalty.applies(variable))) {
        throw new OptionError(
          `${this.#rule.name}.${name}: got ${penalty.name} for parameters of rank ≤ 1 only, ` +
            "expected one of a higher rank. Give the penalty { include: 'all' } to take them too.",
        );
      }
    }
  }

  /** The rule between what the group's options put before and after it. */
  #modified(penalty: Regularizer | null, prox: Regularizer | null): Rule {
    const before: Rule[] = [];
    if (this.#clip !== undefined) {
      const { norm, value } = this.#clip as { norm?: number; value?: number };
      before.push(norm === undefined ? clipByValue(value as number) : clipByGlobalNorm(norm));
    }
    if (this.common.maximize) before.push(maximize);
    if (penalty !== null) before.push(addPenaltyGradient(penalty));
    const after = prox === null ? [] : [proximalStep(prox)];
    const rule = this.common.cautious ? cautious(this.#rule) : this.#rule;
    return before.length + after.length === 0 ? rule : chain(...before, rule, ...after);
  }

  #programsOf(rule: Rule, shape: readonly number[]): Omit<Stepper, 'numbersAt'> {
    // A schedule may be 0 at one step and not at another, so it counts as other than 0.
    const options = evaluate(this.options, () => Number.NaN);
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

function evaluate(
  options: Settings['options'],
  evaluateSchedule: (schedule: Exclude<Numeric, number>) => number,
): OptionValues {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'function' ? evaluateSchedule(value) : value,
    ]),
  );
}

function checkTypes(where: string, options: Settings['options'], { defaults, fixed }: Rule): void {
  for (const [name, value] of Object.entries(options)) {
    const expected = kindOf(defaults[name]);
    const mayChange = expected === 'number' && !fixed.includes(name);
    const fits = kindOf(value) === expected || (mayChange && typeof value === 'function');
    if (!fits || Number.isNaN(value)) {
      const also = mayChange ? ' or a schedule' : '';
      throw new OptionError(
        `${where}.${name}: got ${describe(value)}, expected a ${expected}${also}.`,
      );
    }
  }
}

/** The type of an option in words. */
function kindOf(value: unknown): string {
  const isList = Array.isArray(value) && value.every((item) => Number.isFinite(item));
  return isList ? 'list of numbers' : typeof value;
}

function checkRegularizer(where: string, name: string, value: Regularizer | null): void {
  if (value === null || typeof value?.gradient === 'function') return;
  throw new OptionError(
    `${where}.${name}: got ${describe(value)}, expected a regularizer such as l1(1e-4), or null.`,
  );
}
