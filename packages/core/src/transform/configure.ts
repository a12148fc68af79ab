import { checkNames } from '../check.js';
import { mapTransforms } from './chain.js';
import { checkTransform } from './check-transform.js';
import { derive } from './derived.js';
import { checkTypes, evaluate, type GivenOptions } from './options.js';
import type { Transform } from './transform.js';

/**
 * A transform with other defaults, numbers or schedules, for options that remain those of the optimizer: groups
 * may differ in them, and `setOptions` changes them.
 *
 * In a chain they come before the defaults of all other transforms.
 *
 * @param given Options by name; `undefined` leaves the default.
 * @throws {@link OptionError} when one is unknown or out of range.
 * @example
 * ```ts
 * const slow = configure(AdamW.rule, { learningRate: 1e-5 });
 * ```
 */
export function configure(transform: Transform, given: object): Transform {
  checkTransform('configure', transform);
  const { name, defaults } = transform;
  checkNames(name, given, Object.keys(defaults));
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  if (known.length === 0) return transform;
  const options = { ...transform.given, ...Object.fromEntries(known) };
  checkTypes(name, options, transform);
  const first = { ...defaults, ...evaluate(options, (schedule) => schedule(0)) };
  const present = Object.entries(first).filter(([, value]) => !Number.isNaN(value));
  checkTypes(name, Object.fromEntries(present), transform);
  transform.check(first, name);
  const changed = mapTransforms(transform, (one) => {
    const own = known.filter(([option]) => option in one.defaults);
    return own.length === 0 ? one : configured(one, Object.fromEntries(own));
  });
  const [single] = changed.transforms;
  return transform.transforms.length === 1 && single?.name === name ? single : changed;
}

const configured = (inner: Transform, own: GivenOptions): Transform =>
  derive(inner, {
    given: { ...inner.given, ...own },
    defaults: { ...inner.defaults, ...evaluate(own, (schedule) => schedule(0)) },
  });
