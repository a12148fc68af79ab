import type { Expr, parameterIndex } from '../program/expression.js';
import type { OptionValues, Rule, Slot as RuleSlot, SlotKind, Structure } from './rule.js';

type Shape = readonly number[];

type Widened<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends number
    ? number
    : Options[Name] extends boolean
      ? boolean
      : Options[Name];
};

type StructureOf<Options, Fixed> = {
  readonly [Name in keyof Options]: Name extends Fixed
    ? number
    : Options[Name] extends number | boolean
      ? boolean
      : Options[Name];
};

/** Names, or which of them there are for given options and a given shape. */
type Names<Name extends string, Options, Fixed> =
  | readonly Name[]
  | ((structure: StructureOf<Options, Fixed>, shape: Shape) => readonly Name[]);

/** What {@link defineRule} takes: a {@link Rule} whose names the compiler knows. */
export interface RuleDefinition<
  Slot extends string,
  NumberSlot extends string,
  SharedSlot extends string,
  TensorSlot extends string,
  Broadcast extends string,
  Options extends OptionValues,
  Fixed extends string,
  Memory extends string,
  Scalar extends string,
  Integer extends string,
> {
  readonly name: string;
  /** State tensors of the shape of the parameter. */
  readonly slots?: Names<Slot, Options, Fixed>;
  /** State of one number for each parameter. */
  readonly numberSlots?: Names<NumberSlot, Options, Fixed>;
  /** State of one number for all parameters together. */
  readonly sharedSlots?: Names<SharedSlot, Options, Fixed>;
  /** State tensors of other shapes, each with its own for a parameter of this shape. */
  tensorSlots?(
    structure: StructureOf<Options, Fixed>,
    shape: Shape,
  ): { readonly [Name in TensorSlot]?: Shape };
  /** What slots hold before the first step. Left out: 0. */
  readonly initial?: {
    readonly [Name in Slot | NumberSlot | SharedSlot]?:
      | number
      | 'param'
      | ((options: Widened<Options>) => number);
  };
  readonly broadcasts?: readonly Broadcast[];
  /** Whether the formula depends on the shape. Default: whether there are tensor slots. */
  readonly dependsOnShape?: boolean;
  /** Whether a step changes only rows that have a gradient. Default `false`. */
  readonly rowwise?: boolean;
  readonly defaults?: Options;
  /** Options that are counts and sizes: numbers, never schedules, whose values decide the structure. */
  readonly fixed?: readonly Fixed[];
  check?(options: Widened<Options>, where: string): void;
  checkShape?(shape: Shape, where: string): void;
  /** Numbers that the host keeps for each parameter, and their values before the first step. */
  memory?(options: Widened<Options>): Readonly<Record<Memory, number>>;
  remember?(
    options: Widened<Options>,
    t: number,
    memory: Readonly<Record<Memory, number>>,
  ): Readonly<Record<Memory, number>>;
  /** Integers of step t, in [0, 2³²), for {@link bits}. */
  integers?(options: Widened<Options>, t: number): Readonly<Record<Integer, number>>;
  /** Numbers of step t. `memory` is what {@link remember} made of it for this step. */
  scalars?(
    options: Widened<Options>,
    t: number,
    memory: Readonly<Record<Memory, number>>,
  ): Readonly<Record<Scalar, number>>;
  update(
    tensors: Readonly<
      Record<'param' | 'grad' | Slot | NumberSlot | SharedSlot | Broadcast, Expr> &
        Record<TensorSlot, Expr<'tensor'>>
    >,
    scalars: Readonly<Record<Scalar, Expr>>,
    structure: StructureOf<Options, Fixed>,
    shape: Shape,
    integers: Readonly<Record<Integer | typeof parameterIndex, Expr<'integer'>>>,
  ): {
    readonly [Name in 'param' | 'grad' | Slot | NumberSlot | SharedSlot]?: Expr;
  } & { readonly [Name in TensorSlot]?: Expr<'tensor'> };
  /** Other formulas on the same symbols, by name, which are no step: `Optimizer.update` applies them. */
  readonly further?: Readonly<Record<string, this['update']>>;
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
  const NumberSlot extends string = never,
  const SharedSlot extends string = never,
  const TensorSlot extends string = never,
  const Broadcast extends string = never,
  Options extends OptionValues = OptionValues,
  const Fixed extends string = never,
  Memory extends string = never,
  Scalar extends string = never,
  Integer extends string = never,
>(
  definition: RuleDefinition<
    Slot,
    NumberSlot,
    SharedSlot,
    TensorSlot,
    Broadcast,
    Options,
    Fixed,
    Memory,
    Scalar,
    Integer
  >,
): Rule {
  const { name, broadcasts = [], defaults = {}, fixed = [], rowwise = false } = definition;
  const { slots, numberSlots, sharedSlots, tensorSlots } = definition;
  // Tensors of shapes of their own have to be made for each shape.
  const dependsOnShape = definition.dependsOnShape ?? tensorSlots !== undefined;
  const { check = () => {}, checkShape = () => {} } = definition;
  const {
    memory = () => ({}),
    remember = (_, __, last) => last,
    integers = () => ({}),
    scalars = () => ({}),
  } = definition;
  const initials: Readonly<Record<string, unknown>> = definition.initial ?? {};
  const slot = (name: string, kind: SlotKind, shape: Shape): RuleSlot => {
    const initial = initials[name] ?? 0;
    return {
      ...{ name, kind, shape },
      initial: (typeof initial === 'number' ? () => initial : initial) as RuleSlot['initial'],
    };
  };
  const listed = (kind: SlotKind, names: Names<string, Options, Fixed> = []) => {
    return (structure: Structure, shape: Shape): RuleSlot[] =>
      (typeof names === 'function' ? names(structure as never, shape) : names).map((one) =>
        slot(one, kind, kind === 'elements' ? shape : []),
      );
  };
  const kinds = [
    listed('elements', slots),
    listed('number', numberSlots),
    listed('shared', sharedSlots),
    (structure: Structure, shape: Shape) =>
      Object.entries(tensorSlots?.(structure as never, shape) ?? {}).map(([one, own]) =>
        slot(one, 'tensor', own as Shape),
      ),
  ];
  // From here on names are data; the definition above has checked them.
  return {
    ...{
      name,
      defaults,
      fixed,
      broadcasts,
      dependsOnShape,
      rowwise,
      check,
      checkShape,
      scalars,
      integers,
      remember,
    },
    initialMemory: memory,
    state: (structure: Structure, shape: Shape) => kinds.flatMap((kind) => kind(structure, shape)),
    update: definition.update,
    further: definition.further ?? {},
  } as Rule;
}
