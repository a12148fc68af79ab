import { checkNames } from '../check.js';
import { checkTransform } from './check-transform.js';
import { derive, mapUpdates } from './derived.js';
import {
  checkTypes,
  evaluate,
  type GivenOptions,
  type OptionValues,
  structureOf,
  unevaluated,
} from './options.js';
import type { Slot } from './slot.js';
import type { Transform, Update } from './transform.js';

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
  checkTransform('bind', transform);
  const { name, defaults } = transform;
  checkNames(name, given, Object.keys(defaults));
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  const options: GivenOptions = { ...defaults, ...transform.given, ...Object.fromEntries(known) };
  checkTypes(name, options, transform);
  const made = bound(transform, options);
  made.check({}, name);
  return made;
}

function bound(inner: Transform, options: GivenOptions): Transform {
  const structure = structureOf(unevaluated(options), inner.fixed);
  /** The options at a step of the group. */
  const at = (groupStep: number): OptionValues => {
    const values = evaluate(options, (schedule) => schedule(groupStep));
    checkTypes(inner.name, values, inner);
    inner.check(values, inner.name);
    return values;
  };
  const withStructure =
    (update: Update): Update =>
    (tensors, scalars, context) =>
      update(tensors, scalars, { ...context, static: structure });
  return derive(inner, {
    defaults: {},
    given: {},
    fixed: [],
    check() {
      at(0);
    },
    state: (_, shape) =>
      inner.state(structure, shape).map((slot): Slot => {
        const { initial } = slot;
        return initial === 'param' ? slot : { ...slot, initial: () => initial(at(0)) };
      }),
    initialMemory: (_, groupStep) => inner.initialMemory(at(groupStep), groupStep),
    remember: (_, step) => inner.remember(at(step.groupStep), step),
    scalars: (_, step) => inner.scalars(at(step.groupStep), step),
    random: (_, step) => inner.random(at(step.groupStep), step),
    update: withStructure(inner.update),
    further: mapUpdates(inner.further, withStructure),
  });
}
