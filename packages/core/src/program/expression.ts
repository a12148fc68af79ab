import { describe, ProgramError } from '../errors.js';

/** What one element of an expression is: a float32 number, a truth value, or 32 bits. */
export type ValueType = 'float32' | 'mask' | 'uint32';

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
export interface Expr<Type extends ValueType = 'float32'> {
  readonly type: Type;
  readonly op: Operation | Source | 'constant';
  readonly args: readonly Expr<ValueType>[];
  /** Name of an input. */
  readonly name?: string;
  /** Value of a constant. */
  readonly value?: number;
}

/** What an operation accepts: an expression, or a number, which becomes a constant of the program. */
export type Operand = Expr | number;

/** A sum or maximum over all elements: possible only as an output of a program. */
export interface Reduction {
  readonly reduce: 'sum' | 'max';
  readonly of: Expr;
}

/** An input of a program. Rules receive theirs; only `trace` makes them. */
export function input(source: 'integer', name: string): Expr<'uint32'>;
export function input(source: Exclude<Source, 'integer'>, name: string): Expr;
export function input(source: Source, name: string): Expr<ValueType> {
  return { type: source === 'integer' ? 'uint32' : 'float32', op: source, args: [], name };
}

/** a + b. */
export const add = (a: Operand, b: Operand): Expr => operation('float32', 'add', a, b);

/** a − b. */
export const sub = (a: Operand, b: Operand): Expr => operation('float32', 'sub', a, b);

/** a · b. */
export const mul = (a: Operand, b: Operand): Expr => operation('float32', 'mul', a, b);

/** a / b. */
export const div = (a: Operand, b: Operand): Expr => operation('float32', 'div', a, b);

/** The smaller of a and b; NaN if either is. */
export const min = (a: Operand, b: Operand): Expr => operation('float32', 'min', a, b);

/** The larger of a and b; NaN if either is. With one operand: the maximum over all elements, as an output. */
export function max(a: Operand, b: Operand): Expr;
export function max(of: Expr): Reduction;
export function max(a: Operand, b?: Operand): Expr | Reduction {
  if (b === undefined) return { reduce: 'max', of: operand(a) };
  return operation('float32', 'max', a, b);
}

/** The sum over all elements, as an output: 0-D, accurate to 6 digits over 10⁷ equal terms. */
export const sum = (of: Expr): Reduction => ({ reduce: 'sum', of });

/** −x. */
export const neg = (x: Operand): Expr => operation('float32', 'neg', x);

/** |x|. */
export const abs = (x: Operand): Expr => operation('float32', 'abs', x);

/** √x. */
export const sqrt = (x: Operand): Expr => operation('float32', 'sqrt', x);

/** −1, 0 or 1 by the sign of x; zero and NaN stay what they are. */
export const sign = (x: Operand): Expr => operation('float32', 'sign', x);

/** x · x. */
export const square = (x: Operand): Expr => mul(x, x);

/** x kept within [low, high]. */
export const clamp = (x: Operand, low: Operand, high: Operand): Expr => min(max(x, low), high);

/** a + t (b − a): a at t = 0, b at t = 1. An exponential average `β m + (1 − β) g` is `lerp(g, m, β)`. */
export const lerp = (a: Operand, b: Operand, t: Operand): Expr => add(a, mul(t, sub(b, a)));

/** a < b. */
export const less = (a: Operand, b: Operand): Expr<'mask'> => operation('mask', 'less', a, b);

/** a > b. */
export const greater = (a: Operand, b: Operand): Expr<'mask'> => less(b, a);

/** a = b. */
export const equal = (a: Operand, b: Operand): Expr<'mask'> => operation('mask', 'equal', a, b);

/** a where the condition holds, b elsewhere. */
export const where = (condition: Expr<'mask'>, a: Operand, b: Operand): Expr =>
  operation('float32', 'where', condition, a, b);

/**
 * 32 random bits for each element: the first word of Threefry-2x32-20 with key (`key`, `stream`)
 * and counter (element index, `step`). The same integers give the same bits on every backend.
 *
 * Paper: Salmon et al., SC 2011, https://doi.org/10.1145/2063384.2063405
 */
export const bits = (
  key: Expr<'uint32'>,
  stream: Expr<'uint32'>,
  step: Expr<'uint32'>,
): Expr<'uint32'> => operation('uint32', 'bits', key, stream, step);

/** A number in [0, 1): the upper 24 of 32 random bits times 2⁻²⁴, exact in float32. */
export const uniform = (random: Expr<'uint32'>): Expr => operation('float32', 'uniform', random);

function operation<Type extends ValueType>(
  type: Type,
  op: Operation,
  ...args: (Expr<ValueType> | number)[]
): Expr<Type> {
  return { type, op, args: args.map(operand) };
}

function operand<T extends Expr<ValueType>>(value: T | number): T | Expr {
  if (typeof value === 'number') return { type: 'float32', op: 'constant', args: [], value };
  if (typeof value !== 'object' || value === null || !('op' in value)) {
    throw new ProgramError(
      `program: got ${describe(value)} as an operand, expected an expression or a number. ` +
        'Check the names that the rule takes from its inputs and scalars.',
    );
  }
  return value;
}
