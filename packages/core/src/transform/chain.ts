import { describe, OptionError, ProgramError } from '../errors.js';
import { type Expr, parameterIndex } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { ChainNames, inward, type Names } from './chain-names.js';
import type { GivenOptions, OptionValues, Structure } from './options.js';
import { evaluate } from './options.js';
import type { Slot } from './slot.js';
import type { StepInfo, Transform, Update } from './transform.js';

type Shape = readonly number[];

/**
 * One transform that applies several in turn, each to what those before it left in `param` and `grad`.
 *
 * An option or 0-D tensor that several of them name is one. A slot, scalar or remembered number whose name an
 * earlier one has already gets the name of its transform in front.
 *
 * @param name Name of the chain. Left out: the names of its transforms.
 * @throws {@link OptionError} when two of them have different values for one option: {@link bind} one of them.
 * @example
 * ```ts
 * const rule = chain('ClippedAdamW', clipByValue(1), AdamW.rule, softThreshold(1e-4));
 * ```
 */
export function chain(...transforms: Transform[]): Transform;
export function chain(name: string, ...transforms: Transform[]): Transform;
export function chain(...given: [string, ...Transform[]] | Transform[]): Transform {
  const [first, ...rest] = given;
  if (typeof first === 'string') return new Chain(first, rest as Transform[]);
  const transforms = given as Transform[];
  return new Chain(transforms.map(({ name }) => name).join(' + '), transforms);
}

/** The same transform under another name. */
export const rename = (transform: Transform, name: string): Transform => chain(name, transform);

/** A chain of the same name in which each transform is changed alike. */
export const mapTransforms = (
  transform: Transform,
  change: (one: Transform) => Transform,
): Transform => chain(transform.name, ...transform.transforms.map(change));

/** Holds its transforms; all else is derived from them. */
class Chain implements Transform {
  readonly name: string;
  readonly transforms: readonly Transform[];
  readonly isStep = true;
  #names: ChainNames | undefined;

  constructor(name: string, transforms: readonly Transform[]) {
    this.name = name;
    this.transforms = transforms.flatMap((one) => one.transforms);
    checkOptions(name, this.transforms);
  }

  get given(): GivenOptions {
    return Object.assign({}, ...this.transforms.map((one) => one.given));
  }

  get defaults(): OptionValues {
    const defaults: Record<string, OptionValues[string]> = {};
    for (const one of this.transforms) {
      for (const [name, value] of Object.entries(one.defaults)) {
        if (!(name in defaults) || !Number.isNaN(value)) defaults[name] = value;
      }
    }
    return { ...defaults, ...evaluate(this.given, (schedule) => schedule(0)) };
  }

  get fixed(): readonly string[] {
    return [...new Set(this.transforms.flatMap((one) => one.fixed))];
  }

  get broadcasts(): readonly string[] {
    return [...new Set(this.transforms.flatMap((one) => one.broadcasts))];
  }

  get dependsOnShape(): boolean {
    return this.transforms.some((one) => one.dependsOnShape);
  }

  get rows(): Transform['rows'] {
    return this.transforms.find((one) => one.rows)?.rows;
  }

  state(structure: Structure, shape: Shape): readonly Slot[] {
    const names = this.#chainNames.slots(structure, shape);
    return this.transforms.flatMap((one, i) =>
      one
        .state(structure, shape)
        .map((slot): Slot => ({ ...slot, name: names[i]?.get(slot.name) as string })),
    );
  }

  check(options: OptionValues, where: string): void {
    for (const one of this.transforms) one.check(options, where);
  }

  checkShape(shape: Shape, where: string): void {
    for (const one of this.transforms) one.checkShape(shape, where);
  }

  initialMemory(options: OptionValues, groupStep: number): StepNumbers {
    return this.#all(this.#chainNames.memory, (one) => one.initialMemory(options, groupStep));
  }

  remember(options: OptionValues, step: StepInfo): StepNumbers {
    return this.#all(this.#chainNames.memory, (one, seen) => one.remember(options, seen), step);
  }

  scalars(options: OptionValues, step: StepInfo): StepNumbers {
    return this.#all(this.#chainNames.scalars, (one, seen) => one.scalars(options, seen), step);
  }

  random(options: OptionValues, step: StepInfo): StepNumbers {
    return this.#all(this.#chainNames.random, (one, seen) => one.random(options, seen), step);
  }

  get update(): Update {
    return this.#inTurn((one) => one.update);
  }

  get further(): Readonly<Record<string, Update>> {
    const names = this.transforms.flatMap((one) => Object.keys(one.further));
    return Object.fromEntries(
      names.map((name) => [name, this.#inTurn((one) => one.further[name])]),
    );
  }

  get #chainNames(): ChainNames {
    this.#names ??= new ChainNames(this.transforms, this.broadcasts);
    return this.#names;
  }

  /** The numbers that each transform gives, under the names of the chain. */
  #all(
    names: readonly Names[],
    give: (one: Transform, step: StepInfo) => StepNumbers,
    step?: StepInfo,
  ): StepNumbers {
    const numbers: Record<string, number> = {};
    this.transforms.forEach((one, i) => {
      const own = this.#chainNames.memory[i] as Names;
      const seen = step && { ...step, memory: inward(step.memory, own) };
      const given = give(one, seen as StepInfo);
      for (const name in given) {
        numbers[(names[i] as Names).get(name) as string] = given[name] as number;
      }
    });
    return numbers;
  }

  /** The formula that each transform has for a purpose, if any, after those of the transforms before it. */
  #inTurn(formulaOf: (one: Transform) => Update | undefined): Update {
    return (tensors, scalars, context) => {
      const slots = this.#chainNames.slots(context.static, context.shape);
      const { scalars: scalarNames, random: randomNames } = this.#chainNames;
      let changes: Record<string, Expr | Expr<'tensor'>> = {};
      this.transforms.forEach((one, i) => {
        const formula = formulaOf(one);
        if (formula === undefined) return;
        const unchanged = ['param', 'grad', ...one.broadcasts];
        const known = new Map([
          ...unchanged.map((name) => [name, name] as const),
          ...(slots[i] as Names),
        ]);
        const seen = inward({ ...tensors, ...changes } as typeof tensors, known);
        const made = formula(seen, inward(scalars, scalarNames[i] as Names), {
          ...context,
          random: {
            ...inward(context.random, randomNames[i] as Names),
            [parameterIndex]: context.random[parameterIndex] as Expr<'integer'>,
          },
        });
        changes = { ...changes, ...outward(made, known, one) };
      });
      return changes;
    };
  }
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
            `${one.name}, expected one value: options of one name are one option of the chain. ` +
            'Give both the same, or bind one of them.',
        );
      }
      if (before === undefined || isGiven) declared.set(option, { by: one.name, value, isGiven });
    }
  }
}
