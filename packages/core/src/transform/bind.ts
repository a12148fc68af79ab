import { checkNames } from '../check.js';
import { checkTypes, evaluate, type GivenOptions, unevaluated } from './options.js';
import { groupStep, type OptionValues, type Rule, type Structure } from './rule.js';
import { structureOf } from './trace-rule.js';

/**
 * A rule whose options are fixed here, so that it has none of its own: a link of a chain that others
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
export function bind(rule: Rule, given: object = {}): Rule {
  // As one link: those of a chain would still have options, and so would a rule that some were given with.
  const { links: _, given: own, ...single } = rule;
  const { name, defaults } = rule;
  checkNames(name, given, Object.keys(defaults));
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  const bound: GivenOptions = { ...defaults, ...own, ...Object.fromEntries(known) };
  checkTypes(name, bound, rule);
  const structure = structureOf(unevaluated(bound), rule.fixed);

  const valuesAt = (step: number): OptionValues => {
    const values = evaluate(bound, (schedule) => schedule(step));
    checkTypes(name, values, rule);
    // For a link of the rule that is bound itself.
    return { ...values, [groupStep]: step };
  };
  /** At step t of a parameter; the interpreter of rules has no groups. */
  const valuesOf = (options: OptionValues, t: number): OptionValues =>
    valuesAt((options[groupStep] as number | undefined) ?? t - 1);
  rule.check(valuesAt(0), name);

  return {
    ...single,
    defaults: {},
    fixed: [],
    check: (options) => rule.check(valuesOf(options, 1), name),
    state: (_, shape) =>
      rule.state(structure, shape).map((slot) => {
        const { initial } = slot;
        if (initial === 'param') return slot;
        return { ...slot, initial: (options) => initial(valuesOf(options, 1)) };
      }),
    initialMemory: (options) => rule.initialMemory(valuesOf(options, 1)),
    remember: (options, t, memory) => rule.remember(valuesOf(options, t), t, memory),
    scalars: (options, t, memory) => rule.scalars(valuesOf(options, t), t, memory),
    integers: (options, t) => rule.integers(valuesOf(options, t), t),
    update: boundTo(structure, rule.update),
    further: Object.fromEntries(
      Object.entries(rule.further).map(([name, update]) => [name, boundTo(structure, update)]),
    ),
  };
}

const boundTo =
  (structure: Structure, update: Rule['update']): Rule['update'] =>
  (tensors, scalars, _, shape, integers) =>
    update(tensors, scalars, structure, shape, integers);

/**
 * A rule with other defaults, numbers or schedules, for options that remain those of the optimizer: groups
 * may differ in them, and the optimizer may change them.
 *
 * In a chain they come before the defaults of all other links.
 *
 * @throws {@link OptionError} when one is unknown or out of range.
 */
export function withGiven(rule: Rule, given: object): Rule {
  const { name, defaults } = rule;
  checkNames(name, given, Object.keys(defaults));
  const options = { ...rule.given, ...given } as NonNullable<Rule['given']>;
  checkTypes(name, options, rule);
  const first = { ...defaults, ...evaluate(options, (schedule) => schedule(0)) };
  checkTypes(name, first, rule);
  rule.check(first, name);
  return { ...rule, given: options, defaults: first };
}
