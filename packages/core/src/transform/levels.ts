import type { Expr, ExprType } from '../program/expression.js';
import type { TensorOp } from '../program/tensor-op.js';
import { crosses } from './crossings.js';

type AnyExpr = Expr<ExprType>;

/**
 * Makes equal expressions the same object, and tells on which level of a rule each can be computed.
 *
 * What is on level 0 needs nothing but inputs. A number over all elements, and the result of an
 * operation on whole tensors, is one level above what it is made from: a program has to have run in between.
 */
export class Levels {
  readonly #byText = new Map<string, AnyExpr>();
  readonly #shared = new Map<AnyExpr, AnyExpr>();
  readonly #ids = new Map<AnyExpr | TensorOp, number>();
  readonly #levels = new Map<AnyExpr, number>();
  /** Reductions and results of calls, in the order in which they were met. */
  readonly crossings: AnyExpr[] = [];

  /** The one object for an expression. */
  share<Type extends ExprType>(expr: Expr<Type>): Expr<Type> {
    const known = this.#shared.get(expr);
    if (known !== undefined) return known as Expr<Type>;
    const args = expr.args.map((arg) => this.share(arg));
    const text = JSON.stringify([
      expr.op,
      expr.name,
      // JSON has no −0, NaN or infinities.
      Object.is(expr.value, -0) ? '-0' : String(expr.value),
      expr.reduce,
      expr.total?.name,
      expr.tensorOp && this.#idOf(expr.tensorOp),
      expr.numberNames,
      args.map((arg) => this.#idOf(arg)),
    ]);
    let shared = this.#byText.get(text);
    if (shared === undefined) {
      shared = { ...expr, args };
      this.#byText.set(text, shared);
      const below = Math.max(0, ...args.map((arg) => this.levelOf(arg)));
      this.#levels.set(shared, crosses(expr) ? below + 1 : below);
      if (crosses(expr)) this.crossings.push(shared);
    }
    this.#shared.set(expr, shared);
    return shared as Expr<Type>;
  }

  /** Programs that have to run before an expression can be computed. It must be one that {@link share} gave. */
  levelOf(expr: AnyExpr): number {
    return this.#levels.get(expr) as number;
  }

  #idOf(thing: AnyExpr | TensorOp): number {
    let id = this.#ids.get(thing);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(thing, id);
    }
    return id;
  }
}
