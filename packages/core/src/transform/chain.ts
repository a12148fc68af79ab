import { ProgramError } from '../errors.js';
import { type Expr, parameterIndex } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { evaluate } from './options.js';
import type { Rule, Slot, Structure } from './rule.js';

type Shape = readonly number[];

/** Names inside one rule of a chain, and the names they have in the chain. */
type Names = ReadonlyMap<string, string>;

/**
 * One rule that applies several in turn, each to what those before it left in `param` and `grad`.
 *
 * An option or 0-D tensor named by several of the rules is one; the last of them gives the option's
 * default. A slot, scalar or remembered number whose name an earlier rule uses already gets the name
 * of its rule in front.
 * @example
 * ```ts
 * const rule = chain(clipByValue(1), adamW, softThreshold(1e-4));
 * ```
 */
export function chain(...rules: Rule[]): Rule {
  const broadcasts = [...new Set(rules.flatMap((rule) => rule.broadcasts))];
  const reserved = ['param', 'grad', ...broadcasts];
  const given = Object.assign({}, ...rules.map((rule) => rule.given));
  const defaults = {
    ...Object.assign({}, ...rules.map((rule) => rule.defaults)),
    ...evaluate(given, (schedule) => schedule(0)),
  };
  // The names of the numbers of a step do not depend on their values.
  const memoryNames = namesOf(rules, (rule) => Object.keys(rule.initialMemory(defaults)));
  const scalarNames = namesOf(
    rules,
    (rule) => Object.keys(rule.scalars(defaults, 1, rule.initialMemory(defaults))),
    reserved,
  );
  const integerNames = namesOf(rules, (rule) => Object.keys(rule.integers(defaults, 1)), reserved);
  const slotNames = (structure: Structure, shape: Shape) =>
    namesOf(rules, (rule) => rule.state(structure, shape).map(({ name }) => name), [
      ...reserved,
      ...scalarNames.flatMap((names) => [...names.values()]),
    ]);
  /** What each rule gives, under the names of the chain. */
  const all = (names: readonly Names[], give: (rule: Rule, i: number) => StepNumbers) =>
    Object.assign(
      {},
      ...rules.map((rule, i) => outward(give(rule, i), names[i] as Names, rule)),
    ) as StepNumbers;
  const memoryOf = (memory: StepNumbers, i: number) => inward(memory, memoryNames[i] as Names);
  /** The formula that each rule has for a purpose, if any, after those of the rules before it. */
  const inTurn =
    (formulaOf: (rule: Rule) => Rule['update'] | undefined): Rule['update'] =>
    (tensors, scalars, structure, shape, integers) => {
      const names = slotNames(structure, shape);
      let changes: Record<string, Expr | Expr<'tensor'>> = {};
      rules.forEach((rule, i) => {
        const formula = formulaOf(rule);
        if (formula === undefined) return;
        const unchanged = ['param', 'grad', ...rule.broadcasts];
        const known = new Map([
          ...unchanged.map((name) => [name, name] as const),
          ...(names[i] as Names),
        ]);
        const inner = inward(scalars, scalarNames[i] as Names);
        const seen = inward({ ...tensors, ...changes } as typeof tensors, known);
        const made = formula(seen, inner, structure, shape, {
          ...inward(integers, integerNames[i] as Names),
          [parameterIndex]: integers[parameterIndex] as Expr<'integer'>,
        });
        changes = { ...changes, ...outward(made, known, rule) };
      });
      return changes;
    };

  return {
    name: rules.map((rule) => rule.name).join(' + '),
    links: rules.flatMap((rule) => rule.links ?? [rule]),
    defaults,
    given,
    fixed: [...new Set(rules.flatMap((rule) => rule.fixed))],
    broadcasts,
    dependsOnShape: rules.some((rule) => rule.dependsOnShape),
    rowwise: rules.some((rule) => rule.rowwise),
    state(structure, shape) {
      const names = slotNames(structure, shape);
      return rules.flatMap((rule, i) =>
        rule.state(structure, shape).map((slot): Slot => {
          return { ...slot, name: names[i]?.get(slot.name) as string };
        }),
      );
    },
    check(options, where) {
      for (const rule of rules) rule.check(options, where);
    },
    checkShape(shape, where) {
      for (const rule of rules) rule.checkShape(shape, where);
    },
    initialMemory: (options) => all(memoryNames, (rule) => rule.initialMemory(options)),
    remember: (options, t, memory) =>
      all(memoryNames, (rule, i) => rule.remember(options, t, memoryOf(memory, i))),
    scalars: (options, t, memory) =>
      all(scalarNames, (rule, i) => rule.scalars(options, t, memoryOf(memory, i))),
    integers: (options, t) => all(integerNames, (rule) => rule.integers(options, t)),
    update: inTurn((rule) => rule.update),
    further: Object.fromEntries(
      rules
        .flatMap((rule) => Object.keys(rule.further))
        .map((name) => [name, inTurn((rule) => rule.further[name])]),
    ),
  };
}

/** For each rule, names in the chain for some of its names: a name that is taken gets its rule in front. */
function namesOf(
  rules: readonly Rule[],
  list: (rule: Rule) => readonly string[],
  reserved: readonly string[] = [],
): Names[] {
  const taken = new Set(reserved);
  return rules.map((rule) => {
    const renamed = new Map<string, string>();
    for (const name of list(rule)) {
      let outer = name;
      for (let i = 1; taken.has(outer); i++) outer = `${rule.name}${i === 1 ? '' : i}.${name}`;
      taken.add(outer);
      renamed.set(name, outer);
    }
    return renamed;
  });
}

function inward<T>(values: Readonly<Record<string, T>>, names: Names): Record<string, T> {
  return Object.fromEntries([...names].map(([inner, outer]) => [inner, values[outer] as T]));
}

function outward<T>(
  values: Readonly<Record<string, T>>,
  names: Names,
  rule: Rule,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).map(([inner, value]) => {
      const outer = names.get(inner);
      if (outer === undefined) throw strangeOutput(rule, inner, [...names.keys()]);
      return [outer, value];
    }),
  );
}

/** A rule gave something a value that it has not. */
export function strangeOutput(rule: Rule, got: string, expected: readonly string[]): ProgramError {
  return new ProgramError(
    `${rule.name}: got the output \`${got}\`, expected ${expected.join(', ')}. ` +
      'List it among the slots.',
  );
}
