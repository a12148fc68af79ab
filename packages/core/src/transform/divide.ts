import { ProgramError } from '../errors.js';
import {
  type Expr,
  type ExprType,
  elementCount,
  input,
  parameterIndex,
} from '../program/expression.js';
import { assemble, type Program } from '../program/trace.js';
import { callsAmong } from './call-groups.js';
import { CrossingNames, crosses } from './crossings.js';
import { Levels } from './levels.js';
import { checkOneNumber, type NumberKind } from './one-number.js';
import { rewriter } from './rewrite.js';
import type { Slot, SlotKind } from './slot.js';
import type { Stage, StageCall, StageInputs, Stages, StageTotal } from './stages.js';

type AnyExpr = Expr<ExprType>;

/**
 * Divides a rule into as few programs as its reductions allow. What an earlier program has computed for each
 * element is computed again where a later one needs it: that costs less than writing and reading it.
 *
 * @throws {@link ProgramError} when the new value of a slot is none of its kind.
 */
export function divide(inputs: StageInputs, outputs: Readonly<Record<string, AnyExpr>>): Stages {
  const division = new Division(inputs, outputs);
  return {
    stages: [...division.before(), division.last()],
    numbers: division.onNumbers('number'),
    shared: division.onNumbers('shared'),
    tensors: division.matrices(),
  };
}

class Division {
  readonly #name: string;
  readonly #slots: readonly Slot[];
  readonly #levels = new Levels();
  readonly #outputs: readonly (readonly [string, AnyExpr])[];
  readonly #names: CrossingNames;
  readonly #signature: Parameters<typeof assemble>[0] & { readonly broadcasts: readonly string[] };
  /** How many programs run before the last. */
  readonly #depth: number;

  constructor(inputs: StageInputs, outputs: Readonly<Record<string, AnyExpr>>) {
    const { name, slots, broadcasts, scalars, integers } = inputs;
    const levels = this.#levels;
    this.#name = name;
    this.#slots = slots;
    this.#outputs = Object.entries(outputs).map(([output, expr]) => [output, levels.share(expr)]);
    this.#depth = Math.max(0, ...this.#outputs.map(([, expr]) => levels.levelOf(expr)));
    this.#names = new CrossingNames(levels.crossings);
    const given = (op: AnyExpr['op']) =>
      levels.crossings.filter((one) => one.op === op).map((one) => this.#names.of(one));
    const ofKind = (...kinds: SlotKind[]) =>
      slots.filter(({ kind }) => kinds.includes(kind)).map((slot) => slot.name);
    this.#signature = {
      name,
      tensors: ['param', 'grad', ...ofKind('elements', 'bytes'), ...given('call')],
      broadcasts: [...broadcasts, ...ofKind('number', 'shared'), ...given('reduce')],
      scalars: [...scalars, elementCount],
      integers: [...integers, parameterIndex],
    };
  }

  /** The stages that compute what later ones need of all elements, or of whole tensors. */
  before(): Stage[] {
    return Array.from({ length: this.#depth }, (_, level) => this.#stage(level));
  }

  /** The stage that writes the parameter and its state. */
  last(): Stage {
    const results = this.#results('elements', 'bytes').map(
      ([output, expr]) => [output, this.#at(this.#depth)(expr)] as const,
    );
    const program = assemble(this.#signature, Object.fromEntries(results) as Record<string, Expr>);
    return { program, totals: [], calls: [] };
  }

  /** The program that writes state of one number, over tensors of one element. */
  onNumbers(kind: NumberKind): Program | undefined {
    const results = this.#results(kind);
    if (results.length === 0) return undefined;
    const asTensors = rewriter((expr) => {
      if (expr.op === 'broadcast') return input('tensor', expr.name as string);
      return crosses(expr) ? input('tensor', this.#names.of(expr)) : undefined;
    });
    const written = results.map(([output, expr]) => {
      checkOneNumber(this.#name, expr, kind);
      return [output, asTensors(expr)] as const;
    });
    return assemble(
      { ...this.#signature, tensors: this.#signature.broadcasts, broadcasts: [] },
      Object.fromEntries(written) as Record<string, Expr>,
    );
  }

  /** The value that each state tensor of a shape of its own takes. */
  matrices(): Record<string, string> {
    return Object.fromEntries(
      this.#results('matrix').map(([output, expr]) => {
        const value = this.#names.find(expr);
        if (value !== undefined) return [output, value];
        throw new ProgramError(
          `${this.#name}: got no result of a call for a state tensor, expected one.`,
        );
      }),
    );
  }

  #stage(level: number): Stage {
    const names = this.#names;
    const rewrite = this.#at(level);
    const due = this.#levels.crossings.filter((one) => this.#levels.levelOf(one) === level + 1);
    const results: Record<string, Expr> = {};
    for (const one of due) {
      if (one.op === 'reduce') results[names.of(one)] = rewrite(one) as Expr;
    }
    const argument = (arg: AnyExpr): string => {
      const known = names.find(arg);
      if (known !== undefined) return known;
      const name = `#argument ${Object.keys(results).length}`;
      results[name] = rewrite(arg) as Expr;
      return name;
    };
    const calls = callsAmong(due).map(
      ({ tensorOp, tensors, numbers, results: made }): StageCall => ({
        op: tensorOp,
        args: tensors.map(argument),
        numbers: Object.fromEntries(
          Object.entries(numbers).map(([told, { name, value }]) => [
            told,
            name ?? (value as number),
          ]),
        ),
        results: Object.fromEntries(made.map((one) => [one.name as string, names.of(one)])),
      }),
    );
    const totals = due.flatMap((one): StageTotal[] =>
      one.reduce === undefined || one.total === undefined
        ? []
        : [{ output: names.of(one), reduce: one.reduce, total: one.total }],
    );
    return { program: assemble(this.#signature, results), totals, calls };
  }

  /** Expressions as a program of a stage has them: what earlier stages have left is an input. */
  #at(level: number): ReturnType<typeof rewriter> {
    return rewriter((expr) =>
      crosses(expr) && this.#levels.levelOf(expr) <= level ? this.#names.inputOf(expr) : undefined,
    );
  }

  /** The new values of the parameter, which is `elements`, and of state of some kinds. */
  #results(...kinds: SlotKind[]): (readonly [string, AnyExpr])[] {
    const kindOf = (output: string) =>
      this.#slots.find(({ name }) => name === output)?.kind ?? 'elements';
    return this.#outputs.filter(([output]) => kinds.includes(kindOf(output)));
  }
}
