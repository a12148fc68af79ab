import { ProgramError } from '../errors.js';
import { type Expr, isReduction } from './expression.js';
import { type Program, trace } from './trace.js';

/** A pure function from the number of steps done before, 0 at first, to a value. */
export type Schedule = (step: number) => number;

/** A number, or a schedule that gives it at each step. */
export type Numeric = number | Schedule;

/** What an option of a rule can be once schedules are evaluated. */
export type OptionValue = number | boolean | string;

/** Options of a rule by name, schedules evaluated. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/**
 * Options as the structure of a rule may depend on them: of a number only whether it matters,
 * that is, whether it is a schedule or other than 0.
 */
export type Structure = Readonly<Record<string, boolean | string>>;

/**
 * An update rule: a pure function from symbols to symbols, with all that a step needs to know.
 * Written with {@link defineRule}.
 */
export interface Rule {
  readonly name: string;
  /** Value of each option when it is not given. */
  readonly defaults: OptionValues;
  /** Names of the state tensors kept for each parameter, all zero at first. */
  slots(structure: Structure): readonly string[];
  /** Names of 0-D tensors, the same for all parameters, that a step must be given. */
  readonly broadcasts: readonly string[];
  /** Throws when a value is outside its range. `where` begins the message. */
  check(options: OptionValues, where: string): void;
  /** The numbers of step t = 1, 2, … of a parameter, computed on the host in float64. */
  scalars(options: OptionValues, t: number): Readonly<Record<string, number>>;
  /** The formula: new values for `param`, `grad` or slots, from old ones. What it leaves out stays. */
  update(
    tensors: Readonly<Record<string, Expr>>,
    scalars: Readonly<Record<string, Expr>>,
    structure: Structure,
  ): Readonly<Record<string, Expr>>;
}

type Widened<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends number
    ? number
    : Options[Name] extends boolean
      ? boolean
      : Options[Name];
};

type StructureOf<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends number | boolean
    ? boolean
    : Options[Name];
};

/** What {@link defineRule} takes: a {@link Rule} whose names the compiler knows. */
export interface RuleDefinition<
  Slot extends string,
  Broadcast extends string,
  Options extends OptionValues,
  Scalar extends string,
> {
  readonly name: string;
  readonly broadcasts?: readonly Broadcast[];
  readonly slots?: readonly Slot[] | ((structure: StructureOf<Options>) => readonly Slot[]);
  readonly defaults?: Options;
  check?(options: Widened<Options>, where: string): void;
  scalars?(options: Widened<Options>, t: number): Readonly<Record<Scalar, number>>;
  update(
    tensors: Readonly<Record<'param' | 'grad' | Slot | Broadcast, Expr>>,
    scalars: Readonly<Record<Scalar, Expr>>,
    structure: StructureOf<Options>,
  ): { readonly [Name in 'param' | 'grad' | Slot]?: Expr };
}

/**
 * Makes a {@link Rule} from its definition, with types that follow the names written in it.
 *
 * @example
 * ```ts
 * const descend = defineRule({
 *   name: 'Descend',
 *   defaults: { learningRate: 0.1 },
 *   scalars: ({ learningRate }) => ({ learningRate }),
 *   update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
 * });
 * ```
 */
export function defineRule<
  const Slot extends string = never,
  const Broadcast extends string = never,
  Options extends OptionValues = OptionValues,
  Scalar extends string = never,
>(definition: RuleDefinition<Slot, Broadcast, Options, Scalar>): Rule {
  const { slots = [], broadcasts = [], defaults = {} } = definition;
  const { check = () => {}, scalars = () => ({}) } = definition;
  // From here on names are data; the definition above has checked them.
  return {
    name: definition.name,
    defaults,
    broadcasts,
    slots: typeof slots === 'function' ? slots : () => slots,
    check,
    scalars,
    update: definition.update,
  } as Rule;
}

/**
 * One rule that applies several in turn, each to what those before it left in `param` and `grad`.
 *
 * An option or 0-D tensor named by several of the rules is one; the last of them gives the option's
 * default. A slot or scalar whose name an earlier rule uses already gets the name of its rule in
 * front.
 * @example
 * ```ts
 * const rule = chain(clipByValue(1), adamW, softThreshold(1e-4));
 * ```
 */
export function chain(...rules: Rule[]): Rule {
  const broadcasts = [...new Set(rules.flatMap((rule) => rule.broadcasts))];
  const takenScalars = new Set(['param', 'grad', ...broadcasts]);
  const scalarNames = rules.map((rule) =>
    // The names of the numbers of a step do not depend on their values.
    rename(rule, Object.keys(rule.scalars(rule.defaults, 1)), takenScalars),
  );
  const slotNames = (structure: Structure) => {
    const taken = new Set(takenScalars);
    return rules.map((rule) => rename(rule, rule.slots(structure), taken));
  };
  return {
    name: rules.map((rule) => rule.name).join(' + '),
    defaults: Object.assign({}, ...rules.map((rule) => rule.defaults)),
    broadcasts,
    slots: (structure) => slotNames(structure).flatMap((names) => [...names.values()]),
    check(options, where) {
      for (const rule of rules) rule.check(options, where);
    },
    scalars: (options, t) =>
      Object.assign(
        {},
        ...rules.map((rule, i) => outward(rule.scalars(options, t), scalarNames[i] as Names, rule)),
      ),
    update(tensors, scalars, structure) {
      const slots = slotNames(structure);
      let changes: Record<string, Expr> = {};
      rules.forEach((rule, i) => {
        const unchanged = ['param', 'grad', ...rule.broadcasts];
        const names = new Map([
          ...unchanged.map((name) => [name, name] as const),
          ...(slots[i] as Names),
        ]);
        const inner = inward(scalars, scalarNames[i] as Names);
        const seen = inward({ ...tensors, ...changes }, names);
        changes = { ...changes, ...outward(rule.update(seen, inner, structure), names, rule) };
      });
      return changes;
    },
  };
}

/** Names inside one rule of a chain, and the names they have in the chain. */
type Names = ReadonlyMap<string, string>;

function rename(rule: Rule, names: readonly string[], taken: Set<string>): Names {
  const renamed = new Map<string, string>();
  for (const name of names) {
    let outer = name;
    for (let i = 1; taken.has(outer); i++) outer = `${rule.name}${i === 1 ? '' : i}.${name}`;
    taken.add(outer);
    renamed.set(name, outer);
  }
  return renamed;
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

function strangeOutput(rule: Rule, got: string, expected: readonly string[]): ProgramError {
  return new ProgramError(
    `${rule.name}: got the output \`${got}\`, expected ${expected.join(', ')}. ` +
      'List it among the slots.',
  );
}

/** The program of one step of a rule on one parameter. `options` decide its structure only. */
export function traceRule(rule: Rule, options: OptionValues): Program {
  const structure = structureOf(options);
  const slots = rule.slots(structure);
  const scalars = Object.keys(rule.scalars(rule.defaults, 1));
  const { name, broadcasts } = rule;
  const tensors = ['param', 'grad', ...slots];
  return trace({ name, tensors, broadcasts, scalars }, (inputs) => {
    const outputs: Record<string, Expr> = {};
    for (const [name, expr] of Object.entries(rule.update(inputs, inputs, structure))) {
      // What a rule does to the gradient matters only to the rules after it in a chain.
      if (name === 'grad') continue;
      if (name !== 'param' && !slots.includes(name)) {
        throw strangeOutput(rule, name, ['param', ...slots]);
      }
      if (isReduction(expr)) {
        throw new ProgramError(
          `${rule.name}: got a reduction for \`${name}\`, expected a value for each element.`,
        );
      }
      outputs[name] = expr;
    }
    return outputs;
  });
}

/** The options as {@link Structure}: numbers by whether they matter. `NaN` stands for a schedule. */
export function structureOf(options: OptionValues): Structure {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'number' ? value !== 0 : value,
    ]),
  );
}
