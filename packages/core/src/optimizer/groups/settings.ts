import { checkNames } from '../../check.js';
import { checkTypes, evaluate, type GivenOptions, structureOf } from '../../transform/options.js';
import { inShape, type Slot } from '../../transform/slot.js';
import type { Transform } from '../../transform/transform.js';
import type { GuardOptions } from '../gradients/guard.js';
import { type StepOptions, type StructureKey, structureKeyOf } from './compiled-rule.js';
import { type CommonOptions, checkCommon, commonDefaults } from './group-options.js';
import { penalizingOf, type Shaped, type Surroundings, surroundingsOf } from './surroundings.js';

/** A parameter, or loaded state of one, with what it has done so far. */
interface Stepped extends Shaped {
  readonly t: number;
  readonly waits?: boolean;
}

/** Options of one group, checked. They never change; {@link with} gives changed ones. */
export class Settings {
  /** Options of the rule, with its defaults filled in, schedules as they were given. */
  readonly options: GivenOptions;
  readonly surroundings: Surroundings;
  /** What of the options decides programs. */
  readonly structure: StructureKey;

  /**
   * @param options Options of the rule.
   * @param step At which schedules are evaluated to be checked.
   * @throws {@link OptionError} at the first option that is out of range.
   */
  private constructor(surroundings: Surroundings, options: GivenOptions, step: number) {
    const { rule, defaults, fixed } = surroundings;
    this.surroundings = surroundings;
    this.options = options;
    checkTypes(rule.name, options, { defaults, fixed });
    this.structure = structureKeyOf(options, fixed);
    this.valuesAt(step);
  }

  /** @throws {@link OptionError} at the first option that is unknown or out of range. */
  static of(rule: Transform, guard: GuardOptions, given: object): Settings {
    const surroundings = surroundingsOf(rule, guard, commonDefaults);
    const options = { ...surroundings.defaults, ...rule.given };
    return Settings.#changed(surroundings, options, given, 0);
  }

  /** Settings with some options changed; `undefined` leaves one as it is. */
  static #changed(
    surroundings: Surroundings,
    before: GivenOptions,
    given: object,
    step: number,
  ): Settings {
    const { rule, common, defaults } = surroundings;
    checkNames(rule.name, given, [...Object.keys(defaults), ...Object.keys(common)]);
    const options = { ...before };
    const around = { ...common };
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined) Object.assign(name in common ? around : options, { [name]: value });
    }
    checkCommon(rule.name, around);
    penalizingOf(around)?.check(rule.name, around, rule);
    return new Settings(surroundings.with(around), options, step);
  }

  get ruleName(): string {
    return this.surroundings.rule.name;
  }

  get common(): CommonOptions {
    return this.surroundings.common;
  }

  /** These settings with some options changed. */
  with(given: object, step: number): Settings {
    return Settings.#changed(this.surroundings, this.options, given, step);
  }

  /**
   * The same for parameters that go on with the state they have.
   * @throws {@link OptionError} when one of them cannot.
   */
  changedFor(parameters: readonly Stepped[], given: object, step: number): Settings {
    const next = this.with(given, step);
    if (next.surroundings === this.surroundings && next.structure.text === this.structure.text) {
      return next;
    }
    next.surroundings.checkConcern(parameters);
    next.surroundings.checkShapes(parameters);
    next.#checkState(this, parameters);
    return next;
  }

  /** The options of a step, schedules evaluated and checked. */
  valuesAt(step: number, microBatches?: number): StepOptions {
    const { rule, guard, defaults, fixed } = this.surroundings;
    const values = evaluate(this.options, (schedule) => schedule(step));
    checkTypes(rule.name, values, { defaults, fixed });
    rule.check(values, rule.name);
    const lossScale = guard.lossScaler?.lastFactor ?? 1;
    return { values, groupStep: step, lossScale, microBatches };
  }

  /** The state of its own that a parameter of this shape keeps, with what options put around the rule. */
  slotsFor(shape: readonly number[]): readonly Slot[] {
    const { slots } = this.surroundings.ruleFor(shape).stepFor(this.structure, shape);
    return slots.filter(({ kind }) => kind !== 'shared').map((slot) => inShape(slot, shape));
  }

  /** Names of the numbers that the host keeps for each parameter. */
  memoryNames(): string[] {
    return Object.keys(this.surroundings.rule.initialMemory(this.valuesAt(0).values, 0));
  }

  /** State that all parameters share. */
  sharedSlots(): readonly Slot[] {
    return this.#slotsOf([]).filter(({ kind }) => kind === 'shared');
  }

  /** Throws when state of one of the parameters that have any cannot change as these options ask for. */
  #checkState(before: Settings, parameters: readonly Stepped[]): void {
    for (const { name, shape, t, waits } of parameters) {
      if (t === 0 && !waits) continue;
      const [next, kept] = [this.#slotsOf(shape), before.#slotsOf(shape)];
      const changing = [...next, ...kept].find(({ lasting }) => lasting);
      changing?.lasting?.(this.ruleName, name, next, kept);
    }
  }

  /** What the rule itself keeps of a parameter of this shape. */
  #slotsOf(shape: readonly number[]): readonly Slot[] {
    const { rule, fixed } = this.surroundings;
    return rule.state(structureOf(this.structure.options, fixed), shape);
  }
}
