import type { Expr, ExprType } from '../program/expression.js';
import type { TensorOp } from '../program/tensor-op.js';

type AnyExpr = Expr<ExprType>;

/** A call, with those of its results that are asked for. */
interface CallGroup {
  readonly tensorOp: TensorOp;
  readonly args: readonly AnyExpr[];
  readonly tensors: readonly AnyExpr[];
  readonly numbers: Readonly<Record<string, AnyExpr>>;
  readonly results: AnyExpr[];
}

/** The calls behind some results, each once. */
export function callsAmong(due: readonly AnyExpr[]): CallGroup[] {
  const groups: CallGroup[] = [];
  for (const one of due) {
    const { tensorOp, args, numberNames = [] } = one;
    if (tensorOp === undefined) continue;
    const known = groups.find(
      (group) =>
        group.tensorOp === tensorOp &&
        group.args.every((arg, i) => arg === args[i]) &&
        Object.keys(group.numbers).join() === numberNames.join(),
    );
    if (known !== undefined) {
      known.results.push(one);
      continue;
    }
    const count = args.length - numberNames.length;
    const numbers = numberNames.map((name, i) => [name, args[count + i] as AnyExpr]);
    groups.push({
      ...{ tensorOp, args, results: [one], tensors: args.slice(0, count) },
      numbers: Object.fromEntries(numbers),
    });
  }
  return groups;
}
