import { checkOptions } from '../check.js';
import type { Expr, parameterIndex } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';
import type { SavedGuard } from '../state/named.js';
import type { OptionValues } from './options.js';
import { type SlotDeclaration, slotsOf } from './slot.js';
import type { StepInfo, Transform, Update, UpdateContext } from './transform.js';

type Shape = readonly number[];

/** Options once schedules are evaluated: of a default only its type counts. */
type Values<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends number
    ? number
    : Options[Name] extends boolean
      ? boolean
      : Options[Name];
};

/** Options as the structure of a formula may depend on them. */
type Static<Options, Fixed> = {
  readonly [Name in keyof Options]: Options[Name] extends number | boolean
    ? boolean
    : Options[Name];
} & Values<Fixed>;

/** State by name; what is `false` is not there for these options and this shape. */
type Declared = Readonly<Record<string, SlotDeclaration | false | undefined>>;

type Present<Slot> = Exclude<Slot, false | undefined>;

type Symbols<State> = {
  readonly [Name in keyof State]: Present<State[Name]> extends SlotDeclaration<'tensor'>
    ? Expr<'tensor'>
    : Expr;
};

/** What a step of a transform is told beside its options. */
type Told<Memory> = Omit<StepInfo, 't' | 'memory'> & {
  readonly memory: Readonly<Record<keyof Memory & string, number>>;
};

type Formula<Options, Fixed, State, Scalars, Random> = (
  tensors: { readonly param: Expr; readonly grad: Expr } & Symbols<State>,
  scalars: Readonly<Record<keyof Scalars, Expr>>,
  context: Omit<UpdateContext, 'static' | 'random'> & {
    readonly static: Static<Options, Fixed>;
    readonly random: Readonly<Record<keyof Random | typeof parameterIndex, Expr<'integer'>>>;
  },
) => { readonly param?: Expr; readonly grad?: Expr } & Partial<Symbols<State>>;

/** What {@link defineTransform} takes: a {@link Transform} whose names the compiler knows. */
export interface TransformDefinition<
  Options extends OptionValues,
  Fixed extends OptionValues,
  State extends Declared,
  Memory extends StepNumbers,
  Scalars extends StepNumbers,
  Random extends StepNumbers,
> {
  readonly name: string;
  /** What rebuilds it as an option of an optimizer. One of your own may leave it out; then it cannot be saved. */
  readonly config?: SavedGuard;
  /** Options with their defaults; {@link required} is the default of one that another transform declares. */
  readonly defaults?: Options;
  /** Options that are counts and sizes, with their defaults: numbers, never schedules, whose values decide the structure. */
  readonly fixed?: Fixed;
  /** The state, or which state there is for given options and a given shape. */
  readonly state?:
    | State
    | ((structure: Static<NoInfer<Options>, NoInfer<Fixed>>, shape: Shape) => State);
  /** Whether formula or state depends on the shape. Default: whether `state` asks for it. */
  readonly dependsOnShape?: boolean;
  check?(options: Values<NoInfer<Options & Fixed>>, where: string): void;
  checkShape?(shape: Shape, where: string): void;
  /** Numbers that the host keeps for each parameter, and their values before the first step. */
  memory?(options: Values<NoInfer<Options & Fixed>>): Memory;
  /** Those numbers at step t, from what they were before it. */
  remember?(
    options: Values<NoInfer<Options & Fixed>>,
    t: number,
    step: Told<NoInfer<Memory>>,
  ): Readonly<Record<keyof NoInfer<Memory>, number>>;
  /** Integers of step t, in [0, 2³²), for {@link bits}. */
  random?(options: Values<NoInfer<Options & Fixed>>, t: number): Random;
  /** Numbers of step t. The memory is what {@link remember} made of it for this step. */
  scalars?(
    options: Values<NoInfer<Options & Fixed>>,
    t: number,
    step: Told<NoInfer<Memory>>,
  ): Scalars;
  /** The formula: new values for `param`, `grad` or state, from old ones. What it leaves out stays. */
  readonly update: Formula<Options, Fixed, State, Scalars, Random>;
  /** Other formulas on the same symbols, by name, which are no step: {@link applyUpdate} makes them. */
  readonly further?: Readonly<Record<string, Formula<Options, Fixed, State, Scalars, Random>>>;
}

/**
 * Makes a {@link Transform} from its definition, with types that follow the values written in it.
 *
 * @throws {@link ProgramError} when a slot has a name that state files need for something else.
 * @example
 * ```ts
 * const descend = defineTransform({
 *   name: 'Descend',
 *   defaults: { learningRate: 0.1 },
 *   scalars: ({ learningRate }) => ({ learningRate }),
 *   update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
 * });
 * ```
 */
export function defineTransform<
  Options extends OptionValues = Record<never, never>,
  Fixed extends OptionValues = Record<never, never>,
  State extends Declared = Record<never, never>,
  Memory extends StepNumbers = Record<never, never>,
  Scalars extends StepNumbers = Record<never, never>,
  Random extends StepNumbers = Record<never, never>,
>(definition: TransformDefinition<Options, Fixed, State, Memory, Scalars, Random>): Transform {
  checkOptions('defineTransform', definition);
  // From here on names are data; the definition above has checked them.
  return made(definition as unknown as AnyDefinition);
}

type AnyDefinition = TransformDefinition<
  OptionValues,
  OptionValues,
  Declared,
  StepNumbers,
  StepNumbers,
  StepNumbers
>;

function made(definition: AnyDefinition): Transform {
  const { name, config, defaults = {}, fixed = {}, state = {}, update, further = {} } = definition;
  const asksForShape = typeof state === 'function' && state.length > 1;
  const stateOf: Transform['state'] = (structure, shape) =>
    slotsOf(name, typeof state === 'function' ? state(structure as never, shape) : state, shape);
  if (typeof state !== 'function') stateOf({}, []);
  const transforms: Transform[] = [];
  const transform: Transform = {
    name,
    config,
    transforms,
    defaults: { ...defaults, ...fixed },
    given: {},
    fixed: Object.keys(fixed),
    broadcasts: [],
    dependsOnShape: definition.dependsOnShape ?? asksForShape,
    rows: undefined,
    isStep: true,
    state: stateOf,
    check: (options, where) => definition.check?.(options, where),
    checkShape: (shape, where) => definition.checkShape?.(shape, where),
    initialMemory: (options) => definition.memory?.(options) ?? none,
    remember: (options, step) => definition.remember?.(options, step.t, step) ?? step.memory,
    scalars: (options, step) => definition.scalars?.(options, step.t, step) ?? none,
    random: (options, { t }) => definition.random?.(options, t) ?? none,
    update: update as unknown as Update,
    further: further as unknown as Readonly<Record<string, Update>>,
  };
  transforms.push(transform);
  return transform;
}

const none: StepNumbers = {};
