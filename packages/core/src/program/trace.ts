import { checkOptions } from '../check.js';
import { describe, ProgramError } from '../errors.js';
import {
  type Expr,
  type ExprType,
  input,
  isExpr,
  type Operation,
  type Reduction,
  type Source,
  type ValueType,
} from './expression.js';

/** One node of a program. Its arguments stand before it. */
export interface ProgramNode {
  readonly type: ValueType;
  readonly op: Operation | Source | 'constant';
  /** Positions of the arguments in `Program.nodes`. */
  readonly args: readonly number[];
  /** Name of an input. */
  readonly name?: string;
  /** Value of a constant. */
  readonly value?: number;
}

/** A named result of a program: a value for each element, or one number over all of them. */
export interface ProgramOutput {
  readonly name: string;
  /** Position in `Program.nodes`. */
  readonly node: number;
  readonly reduce?: Reduction;
}

/**
 * What tracing a rule once gives: a small graph of float32 operations, common subexpressions
 * shared, dead ones dropped. Data, not code: it can be printed, compared and compiled.
 */
export interface Program {
  /** What profilers show. */
  readonly name: string;
  readonly nodes: readonly ProgramNode[];
  readonly outputs: readonly ProgramOutput[];
  /** Names of the inputs that the outputs depend on, by their source. */
  readonly tensors: readonly string[];
  readonly broadcasts: readonly string[];
  readonly scalars: readonly string[];
  readonly integers: readonly string[];
}

/** The names that a traced function may use, by where their values come from. */
export interface Signature<
  Tensor extends string = string,
  Broadcast extends string = string,
  Scalar extends string = string,
  Integer extends string = string,
> {
  readonly name: string;
  readonly tensors?: readonly Tensor[];
  readonly broadcasts?: readonly Broadcast[];
  readonly scalars?: readonly Scalar[];
  readonly integers?: readonly Integer[];
}

/**
 * Runs `body` once on symbols and keeps what it computed as a {@link Program}.
 *
 * An output that is nothing but the input of the same name is dropped: it would change nothing.
 * @throws {@link ProgramError} when a name is used twice or an output is no expression.
 * @example
 * ```ts
 * const program = trace({ name: 'descend', tensors: ['param', 'grad'], scalars: ['rate'] },
 *   ({ param, grad, rate }) => ({ param: sub(param, mul(rate, grad)) }));
 * ```
 */
export function trace<
  const Tensor extends string = never,
  const Broadcast extends string = never,
  const Scalar extends string = never,
  const Integer extends string = never,
>(
  signature: Signature<Tensor, Broadcast, Scalar, Integer>,
  body: (
    inputs: Readonly<Record<Tensor | Broadcast | Scalar, Expr> & Record<Integer, Expr<'integer'>>>,
  ) => Readonly<Record<string, Expr>>,
): Program {
  checkOptions('trace', signature);
  if (typeof body !== 'function') {
    throw new ProgramError(`trace: got ${describe(body)}, expected a function of the inputs.`);
  }
  const { name, tensors, broadcasts, scalars, integers } = signature;
  const symbols = symbolsOf(name, [
    ['tensor', tensors],
    ['broadcast', broadcasts],
    ['scalar', scalars],
    ['integer', integers],
  ]);
  return assemble(signature, body(symbols as never));
}

/**
 * Inputs by name.
 *
 * @throws {@link ProgramError} when a name is used twice.
 */
export function symbolsOf(
  where: string,
  declared: readonly (readonly [Source | 'whole', readonly string[] | undefined])[],
): Readonly<Record<string, Expr<ExprType>>> {
  // Without a prototype, so that an input may have any name.
  const symbols: Record<string, Expr<ExprType>> = Object.create(null);
  for (const [source, names = []] of declared) {
    for (const name of names) {
      if (name in symbols) {
        throw new ProgramError(
          `${where}: got the input \`${name}\` twice, expected each name once.`,
        );
      }
      // The overloads of `input` tell integers from the rest; here the source is any of them.
      symbols[name] = input(source as 'tensor', name);
    }
  }
  return symbols;
}

/**
 * A program of given outputs, whose inputs are among the names of the signature.
 *
 * @throws {@link ProgramError} when an output is no expression of float32.
 */
export function assemble(signature: Signature, results: Readonly<Record<string, Expr>>): Program {
  const graph = new Graph(signature.name);
  const outputs: ProgramOutput[] = [];
  for (const [name, result] of Object.entries(results)) {
    if (!isExpr(result) || result.type !== 'float32') {
      const got = isExpr(result) ? `an expression of ${result.type}` : describe(result);
      const expected = isExpr(result) ? 'one of float32' : 'an expression';
      throw new ProgramError(
        `${signature.name}: got ${got} for the output \`${name}\`, expected ${expected}.`,
      );
    }
    if (result.op !== 'constant' && result.args.length === 0 && result.name === name) continue;
    if (result.op === 'reduce') {
      const { reduce = 'sum', args } = result;
      outputs.push({ name, node: graph.place(args[0] as Expr), reduce });
    } else {
      outputs.push({ name, node: graph.place(result) });
    }
  }

  const used = (source: Source, names: readonly string[] = []) =>
    names.filter((name) => graph.nodes.some((n) => n.op === source && n.name === name));
  return {
    name: signature.name,
    nodes: graph.nodes,
    outputs,
    tensors: used('tensor', signature.tensors),
    broadcasts: used('broadcast', signature.broadcasts),
    scalars: used('scalar', signature.scalars),
    integers: used('integer', signature.integers),
  };
}

/** Places expressions so that equal ones share a node. Only what an output reaches is placed. */
class Graph {
  readonly nodes: ProgramNode[] = [];
  readonly #byExpr = new Map<Expr<ExprType>, number>();
  readonly #byText = new Map<string, number>();
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  place(expr: Expr<ExprType>): number {
    const known = this.#byExpr.get(expr);
    if (known !== undefined) return known;
    if (expr.op === 'reduce' || expr.op === 'call' || expr.op === 'whole') {
      throw new ProgramError(
        `${this.#where}: got \`${expr.op}\` inside an expression, expected it in a rule, which may ` +
          'take several programs.',
      );
    }

    const args = expr.args.map((arg) => this.place(arg));
    // Object.is tells 0 from −0, and their texts must differ too.
    const value = Object.is(expr.value, -0) ? '-0' : expr.value;
    const text = `${expr.op} ${expr.name ?? value ?? ''} ${args.join(' ')}`;
    let index = this.#byText.get(text);
    if (index === undefined) {
      const { type, op, name } = expr;
      index = this.nodes.length;
      this.nodes.push({
        type: type as ValueType,
        op,
        args,
        ...(name !== undefined && { name }),
        ...(expr.value !== undefined && { value: expr.value }),
      });
      this.#byText.set(text, index);
    }
    this.#byExpr.set(expr, index);
    return index;
  }
}
