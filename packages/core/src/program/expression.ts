import { describe, ProgramError } from '../errors.js';
import type { TensorOp } from './tensor-op.js';

/**
 * What a program computes: for each element a float32 number, a truth value or 32 bits, or one
 * integer for all of them.
 */
export type ValueType = 'float32' | 'mask' | 'uint32' | 'integer';

/** What an expression stands for: a {@link ValueType}, or a tensor of any shape, which only a {@link TensorOp} reads. */
export type ExprType = ValueType | 'tensor';

/** Names a number over all parameters that move in a step. Totals of one name are one number. */
export interface Total {
  readonly name: string;
  /** Whether it is over all parameters of an optimizer, also over those that another rule moves. Default `false`. */
  readonly overAllRules?: boolean;
  /** The p of the norm of all gradients that it tells: it is the sum of |g|ᵖ, or the largest |g|. */
  readonly gradientNorm?: number | 'infinity';
}

/** How all elements become one number. */
export type Reduction = 'sum' | 'max';

/** Where a program takes values from. */
export type Source =
  /** A tensor of the shape that the program runs over. */
  | 'tensor'
  /** A 0-D tensor that stays on the device; every element sees the same number. */
  | 'broadcast'
  /** A number given at each step. */
  | 'scalar'
  /** An integer in [0, 2³²) given at each step. */
  | 'integer';

/** Each operation of the language. On float32 it is one IEEE 754 operation, rounded to nearest. */
export type Operation =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'min'
  | 'max'
  | 'neg'
  | 'abs'
  | 'sqrt'
  | 'sign'
  | 'less'
  | 'equal'
  | 'where'
  | 'bits'
  | 'uniform';

/** An expression of the language of update rules: a node of an immutable graph. Made by {@link add}, {@link mul} and so on. */
export interface Expr<Type extends ExprType = 'float32'> {
  readonly type: Type;
  readonly op: Operation | Source | 'constant' | 'reduce' | 'whole' | 'call';
  readonly args: readonly Expr<ExprType>[];
  /** Name of an input, or of the result of a call. */
  readonly name?: string;
  /** What a reduction is a total of; without it, it is over the elements of one parameter. */
  readonly total?: Total;
  /** Value of a constant. */
  readonly value?: number;
  readonly reduce?: Reduction;
  /** What is called. */
  readonly tensorOp?: TensorOp;
  /** Names of the numbers that it is told; they are the last of the arguments. */
  readonly numberNames?: readonly string[];
  /** What runs a rule with this value, where one program is not enough: a `Staging`. */
  readonly staging?: object;
}

/** What an operation accepts: an expression, or a number, which becomes a constant of the program. */
export type Operand = Expr | number;

/** An input of a program, or a whole tensor. Rules receive theirs; only tracing makes them. */
export function input(source: 'integer', name: string): Expr<'integer'>;
export function input(source: 'whole', name: string): Expr<'tensor'>;
export function input(source: Exclude<Source, 'integer'>, name: string): Expr;
export function input(source: Source | 'whole', name: string): Expr<ExprType> {
  return { type: typeOf(source), op: source, args: [], name };
}

function typeOf(source: Source | 'whole'): ExprType {
  if (source === 'integer') return 'integer';
  return source === 'whole' ? 'tensor' : 'float32';
}

/** a + b. */
export const add = (a: Operand, b: Operand): Expr => onNumbers('add', a, b);

/** a − b. */
export const sub = (a: Operand, b: Operand): Expr => onNumbers('sub', a, b);

/** a · b. */
export const mul = (a: Operand, b: Operand): Expr => onNumbers('mul', a, b);

/** a / b. */
export const div = (a: Operand, b: Operand): Expr => onNumbers('div', a, b);

/** The smaller of a and b; NaN if either is. */
export const min = (a: Operand, b: Operand): Expr => onNumbers('min', a, b);

/** The larger of a and b; NaN if either is. */
export const max = (a: Operand, b: Operand): Expr => onNumbers('max', a, b);

/** The scalar that tells a rule how many elements its parameter has. */
export const elementCount = 'elementCount';

/** The integer that tells a rule which of the parameters it moves, for random bits of their own. */
export const parameterIndex = 'parameterIndex';

/** −x. */
export const neg = (x: Operand): Expr => onNumbers('neg', x);

/** |x|. */
export const abs = (x: Operand): Expr => onNumbers('abs', x);

/** √x. */
export const sqrt = (x: Operand): Expr => onNumbers('sqrt', x);

/** −1, 0 or 1 by the sign of x; zero and NaN stay what they are. */
export const sign = (x: Operand): Expr => onNumbers('sign', x);

/** x · x. */
export const square = (x: Operand): Expr => mul(x, x);

/** x kept within [low, high]. */
export const clamp = (x: Operand, low: Operand, high: Operand): Expr => min(max(x, low), high);

/**
 * a + t (b − a): exactly a at t = 0, exactly b at t = 1, and exactly a wherever a = b.
 *
 * From t = ½ on it is computed as b − (1 − t) (b − a), as PyTorch's `lerp` does: where |a| is far larger than |b|,
 * a + t (b − a) would leave the rounding of a in the place of b.
 *
 * A running mean β m + (1 − β) g is `lerp(m, g, oneMinusBeta)`, with 1 − β computed on the host. `lerp(g, m, beta)` is
 * the same on paper, but near m = 0 it subtracts β g from g, which for β = 0.999 costs three of seven digits. Where
 * m can be infinite, as a mean of squares, b − a is no number: write β m + (1 − β) g.
 */
export function lerp(a: Operand, b: Operand, t: Operand): Expr {
  const way = sub(b, a);
  if (typeof t === 'number') return t < 0.5 ? add(a, mul(t, way)) : add(b, mul(t - 1, way));
  const isNearA = less(t, 0.5);
  // Where t is a number of the step, so is everything but one choice, one product and one sum.
  return add(where(isNearA, a, b), mul(where(isNearA, t, sub(t, 1)), way));
}

/** a < b. */
export const less = (a: Operand, b: Operand): Expr<'mask'> =>
  node('mask', 'less', number(a), number(b));

/** a > b. */
export const greater = (a: Operand, b: Operand): Expr<'mask'> => less(b, a);

/** a = b. */
export const equal = (a: Operand, b: Operand): Expr<'mask'> =>
  node('mask', 'equal', number(a), number(b));

/** a where the condition holds, b elsewhere. */
export const where = (condition: Expr<'mask'>, a: Operand, b: Operand): Expr =>
  node('float32', 'where', expression(condition, 'mask'), number(a), number(b));

/**
 * 32 random bits for each element: the first word of Threefry-2x32-20 with key (`key`, `stream`)
 * and counter (element index, `step`). The same integers give the same bits on every backend.
 *
 * Paper: Salmon et al., SC 2011, https://doi.org/10.1145/2063384.2063405
 */
export const bits = (
  key: Expr<'integer'>,
  stream: Expr<'integer'>,
  step: Expr<'integer'>,
): Expr<'uint32'> =>
  node('uint32', 'bits', ...[key, stream, step].map((x) => expression(x, 'integer')));

/** A number in [0, 1): the upper 24 of 32 random bits times 2⁻²⁴, exact in float32. */
export const uniform = (random: Expr<'uint32'>): Expr =>
  node('float32', 'uniform', expression(random, 'uint32'));

/** Whether a value is an expression. */
export const isExpr = (value: unknown): value is Expr<ExprType> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'op');

function onNumbers(op: Operation, ...operands: Operand[]): Expr {
  return node('float32', op, ...operands.map(number));
}

function node<Type extends ValueType>(
  type: Type,
  op: Operation,
  ...args: Expr<ValueType>[]
): Expr<Type> {
  return { type, op, args };
}

/** An operand as an expression: a number becomes a constant. */
export function number(operand: Operand): Expr {
  if (typeof operand === 'number') {
    return { type: 'float32', op: 'constant', args: [], value: operand };
  }
  return expression(operand, 'float32');
}

function expression<Type extends ValueType>(value: Expr<Type>, type: Type): Expr<Type> {
  if (isExpr(value) && value.type === type) return value;
  const got = isExpr(value) ? `${value.type} from \`${value.op}\`` : describe(value);
  const expected = type === 'float32' ? 'an expression or a number' : `an expression of ${type}`;
  throw new ProgramError(
    `program: got ${got} as an operand, expected ${expected}. ` +
      'Check the names that the rule takes from its inputs and scalars.',
  );
}
