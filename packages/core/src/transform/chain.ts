import { describe, OptionError, ProgramError } from '../errors.js';
import { type Expr, parameterIndex } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { ChainNames, inward, type Names } from './chain-names.js';
import { checkTransform } from './check-transform.js';
import { evaluate, type OptionValues } from './options.js';
import type { Slot } from './slot.js';
import type { StepInfo, Transform, Update } from './transform.js';

/**
 * One transform that applies several in turn, each to what those before it left in `param` and `grad`.
 *
 * An option or 0-D tensor that several of them name is one. A slot, scalar or remembered number whose name an
 * earlier one has already gets the name of its transform in front.
 *
 * @param name Name of the chain. Left out: the names of its transforms.
 * @throws {@link OptionError} when one is no transform, or two of them have different values for one option: {@link bind} one of them.
 * @example
 * ```ts
 * const rule = chain('ClippedAdamW', clipByValue(1), AdamW.rule, softThreshold(1e-4));
 * ```
 */
export function chain(...transforms: Transform[]): Transform;
export function chain(name: string, ...transforms: Transform[]): Transform;
export function chain(...given: [string, ...Transform[]] | Transform[]): Transform {
  const isNamed = typeof given[0] === 'string';
  const transforms = (isNamed ? given.slice(1) : given) as Transform[];
  for (const one of transforms) checkTransform('chain', one);
  return chainOf(
    isNamed ? (given[0] as string) : transforms.map(({ name }) => name).join(' + '),
    transforms,
  );
}

/** The same transform under another name. */
export const rename = (transform: Transform, name: string): Transform => chain(name, transform);

/** A chain of the same name in which each transform is changed alike. */
export const mapTransforms = (
  transform: Transform,
  change: (one: Transform) => Transform,
): Transform => chain(transform.name, ...transform.transforms.map(change));

/** Holds its transforms; all else is derived from them. */
function chainOf(name: string, given: readonly Transform[]): Transform {
  const transforms = given.flatMap((one) => one.transforms);
  checkOptions(name, transforms);
  const union = (list: (one: Transform) => readonly string[]) => [
    ...new Set(transforms.flatMap(list)),
  ];
  const broadcasts = union((one) => one.broadcasts);
  let known: ChainNames | undefined;
  const names = (): ChainNames => {
    known ??= new ChainNames(transforms, broadcasts);
    return known;
  };

  /** The numbers that each transform gives, under the names of the chain. */
  const all = (
    kind: 'memory' | 'scalars' | 'random',
    give: (one: Transform, step: StepInfo) => StepNumbers,
    step?: StepInfo,
  ): StepNumbers => {
    const numbers: Record<string, number> = {};
    transforms.forEach((one, i) => {
      const own = names().memory[i] as Names;
      const seen = step && { ...step, memory: inward(step.memory, own) };
      const made = give(one, seen as StepInfo);
      const called = names()[kind][i] as Names;
      for (const inner in made) numbers[called.get(inner) as string] = made[inner] as number;
    });
    return numbers;
  };

  /** The formula that each transform has for a purpose, if any, after those of the transforms before it. */
  const inTurn =
    (formulaOf: (one: Transform) => Update | undefined): Update =>
    (tensors, scalars, context) => {
      const slots = names().slots(context.static, context.shape);
      const { scalars: scalarNames, random: randomNames } = names();
      let changes: Record<string, Expr | Expr<'tensor'>> = {};
      transforms.forEach((one, i) => {
        const formula = formulaOf(one);
        if (formula === undefined) return;
        const unchanged = ['param', 'grad', ...one.broadcasts];
        const own = new Map([
          ...unchanged.map((input) => [input, input] as const),
          ...(slots[i] as Names),
        ]);
        const seen = inward({ ...tensors, ...changes } as typeof tensors, own);
        const made = formula(seen, inward(scalars, scalarNames[i] as Names), {
          ...context,
          random: {
            ...inward(context.random, randomNames[i] as Names),
            [parameterIndex]: context.random[parameterIndex] as Expr<'integer'>,
          },
        });
        changes = { ...changes, ...outward(made, own, one) };
      });
      return changes;
    };

  return {
    name,
    transforms,
    given: Object.assign({}, ...transforms.map((one) => one.given)),
    defaults: defaultsOf(transforms),
    fixed: union((one) => one.fixed),
    broadcasts,
    dependsOnShape: transforms.some((one) => one.dependsOnShape),
    rows: transforms.find((one) => one.rows)?.rows,
    isStep: true,
    state(structure, shape) {
      const slots = names().slots(structure, shape);
      return transforms.flatMap((one, i) =>
        one
          .state(structure, shape)
          .map((slot): Slot => ({ ...slot, name: slots[i]?.get(slot.name) as string })),
      );
    },
    check(options, where) {
      for (const one of transforms) one.check(options, where);
    },
    checkShape(shape, where) {
      for (const one of transforms) one.checkShape(shape, where);
    },
    initialMemory: (options, groupStep) =>
      all('memory', (one) => one.initialMemory(options, groupStep)),
    remember: (options, step) => all('memory', (one, seen) => one.remember(options, seen), step),
    scalars: (options, step) => all('scalars', (one, seen) => one.scalars(options, seen), step),
    random: (options, step) => all('random', (one, seen) => one.random(options, seen), step),
    update: inTurn((one) => one.update),
    further: Object.fromEntries(
      union((one) => Object.keys(one.further)).map((update) => [
        update,
        inTurn((one) => one.further[update]),
      ]),
    ),
  };
}

/** The defaults of all, those that were given last: they come before those of others. */
function defaultsOf(transforms: readonly Transform[]): OptionValues {
  const defaults: Record<string, OptionValues[string]> = {};
  for (const one of transforms) {
    for (const [name, value] of Object.entries(one.defaults)) {
      if (!(name in defaults) || !Number.isNaN(value)) defaults[name] = value;
    }
  }
  for (const { given } of transforms) {
    Object.assign(
      defaults,
      evaluate(given, (schedule) => schedule(0)),
    );
  }
  return defaults;
}

function outward<T>(
  values: Readonly<Record<string, T>>,
  names: Names,
  { name }: Transform,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values).map(([inner, value]) => {
      const outer = names.get(inner);
      if (outer === undefined) throw strangeOutput(name, inner, [...names.keys()]);
      return [outer, value];
    }),
  );
}

/** A transform gave something a value that it has not. */
export const strangeOutput = (
  name: string,
  got: string,
  expected: readonly string[],
): ProgramError =>
  new ProgramError(
    `${name}: got the output \`${got}\`, expected ${expected.join(', ')}. Declare it in \`state\`.`,
  );

/** Throws when transforms have different values for an option of one name, which is one option. */
function checkOptions(where: string, transforms: readonly Transform[]): void {
  const declared = new Map<string, { by: string; value: unknown; isGiven: boolean }>();
  for (const one of transforms) {
    for (const [option, initial] of Object.entries(one.defaults)) {
      const isGiven = option in one.given;
      const value = isGiven ? one.given[option] : initial;
      if (Number.isNaN(value)) continue;
      const before = declared.get(option);
      const differs = before !== undefined && before.isGiven === isGiven && before.value !== value;
      if (differs) {
        throw new OptionError(
          `${where}: got ${option} ${describe(before.value)} from ${before.by} and ${describe(value)} from ` +
            `${one.name}, expected one value. Give both the same, or bind one of them.`,
        );
      }
      if (before === undefined || isGiven) declared.set(option, { by: one.name, value, isGiven });
    }
  }
}
