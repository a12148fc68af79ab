import { checkNames } from '../check.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { Derived, mapUpdates } from './derived.js';
import {
  checkTypes,
  evaluate,
  type GivenOptions,
  type OptionValues,
  type Structure,
  structureOf,
  unevaluated,
} from './options.js';
import type { Slot } from './slot.js';
import type { StepInfo, Transform, Update } from './transform.js';

/**
 * A transform whose options are fixed here, so that it has none of its own: a part of a chain that others
 * cannot change, and that may stand in the chain twice with different values.
 *
 * A number may be a schedule. It is evaluated at the step of the group, as options of an optimizer are.
 *
 * @param given Options by name; `undefined` leaves the default.
 * @throws {@link OptionError} when one is unknown or out of range.
 * @example
 * ```ts
 * const twice = chain(bind(smooth, { beta: 0.9 }), bind(smooth, { beta: 0.99 }), descend);
 * ```
 */
export function bind(transform: Transform, given: object = {}): Transform {
  const { name, defaults } = transform;
  checkNames(name, given, Object.keys(defaults));
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  const options: GivenOptions = { ...defaults, ...transform.given, ...Object.fromEntries(known) };
  checkTypes(name, options, transform);
  const bound = new Bound(transform, options);
  bound.check({}, name);
  return bound;
}

class Bound extends Derived {
  readonly #options: GivenOptions;
  readonly #structure: Structure;

  constructor(inner: Transform, options: GivenOptions) {
    super(inner);
    this.#options = options;
    this.#structure = structureOf(unevaluated(options), inner.fixed);
  }

  override get defaults(): OptionValues {
    return {};
  }

  override get given(): GivenOptions {
    return {};
  }

  override get fixed(): readonly string[] {
    return [];
  }

  override check(_: OptionValues, __: string): void {
    this.inner.check(this.#at(0), this.name);
  }

  override state(_: Structure, shape: readonly number[]): readonly Slot[] {
    return this.inner.state(this.#structure, shape).map((slot): Slot => {
      const { initial } = slot;
      return initial === 'param' ? slot : { ...slot, initial: () => initial(this.#at(0)) };
    });
  }

  override initialMemory(_: OptionValues, groupStep: number): StepNumbers {
    return this.inner.initialMemory(this.#at(groupStep), groupStep);
  }

  override remember(_: OptionValues, step: StepInfo): StepNumbers {
    return this.inner.remember(this.#at(step.groupStep), step);
  }

  override scalars(_: OptionValues, step: StepInfo): StepNumbers {
    return this.inner.scalars(this.#at(step.groupStep), step);
  }

  override random(_: OptionValues, step: StepInfo): StepNumbers {
    return this.inner.random(this.#at(step.groupStep), step);
  }

  override get update(): Update {
    return this.#withStructure(this.inner.update);
  }

  override get further(): Readonly<Record<string, Update>> {
    return mapUpdates(this.inner.further, (update) => this.#withStructure(update));
  }

  #withStructure(update: Update): Update {
    return (tensors, scalars, context) =>
      update(tensors, scalars, { ...context, static: this.#structure });
  }

  /** The options at a step of the group. */
  #at(groupStep: number): OptionValues {
    const values = evaluate(this.#options, (schedule) => schedule(groupStep));
    checkTypes(this.name, values, this.inner);
    this.inner.check(values, this.name);
    return values;
  }
}
