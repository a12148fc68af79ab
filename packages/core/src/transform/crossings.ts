import { type Expr, type ExprType, input } from '../program/expression.js';

type AnyExpr = Expr<ExprType>;

/** Whether a value goes from the stage that gives it to a later one: a number over all elements, the result of a call. */
export const crosses = ({ op }: AnyExpr): boolean => op === 'reduce' || op === 'call';

/** Names of what crosses, which no input of a rule can have. */
export class CrossingNames {
  readonly #names = new Map<AnyExpr, string>();

  constructor(crossings: readonly AnyExpr[]) {
    const taken = new Set<string>();
    for (const [i, one] of crossings.entries()) {
      const wanted = one.total?.name ?? String(i);
      let name = `#${wanted}`;
      // Two totals of one name, as of two bounds on the norm.
      for (let again = 2; taken.has(name); again++) name = `#${wanted} ${again}`;
      taken.add(name);
      this.#names.set(one, name);
    }
  }

  of(crossing: AnyExpr): string {
    return this.#names.get(crossing) as string;
  }

  /** The name under which a value is there without a program: of an input, or of a crossing. */
  find(expr: AnyExpr): string | undefined {
    const isInput = expr.op === 'tensor' || expr.op === 'whole' || expr.op === 'broadcast';
    return isInput ? expr.name : this.#names.get(expr);
  }

  /** A crossing as later stages read it. */
  inputOf(crossing: AnyExpr): AnyExpr {
    const name = this.of(crossing);
    if (crossing.op === 'reduce') return input('broadcast', name);
    return crossing.type === 'tensor' ? input('whole', name) : input('tensor', name);
  }
}
