import { ProgramError } from '../errors.js';
import {
  type Expr,
  type ExprType,
  elementCount,
  input,
  parameterIndex,
  type Reduction,
  type Total,
} from '../program/expression.js';
import type { StepNumbers, TensorOp } from '../program/tensor-op.js';
import { assemble, type Program } from '../program/trace.js';
import { Levels } from './levels.js';
import type { Slot } from './slot.js';

type AnyExpr = Expr<ExprType>;
type Outputs = Readonly<Record<string, AnyExpr>>;

/** An operation on whole tensors after a program: names of values it takes, and of those it gives. */
export interface StageCall {
  readonly op: TensorOp;
  readonly args: readonly string[];
  /** Scalars of the step by name, or constants, under the names that the operation has for them. */
  readonly numbers: Readonly<Record<string, string | number>>;
  /** Name of the value for each result of the operation. */
  readonly results: Readonly<Record<string, string>>;
}

/** The numbers that an operation is told at a step. */
export const numbersOf = ({ numbers }: StageCall, scalars: StepNumbers): StepNumbers =>
  mapValues(numbers, (one) => (typeof one === 'number' ? one : (scalars[one] as number)));

/** An output of a program that is joined with those of other parameters. */
export interface StageTotal {
  /** Name of the output, and of the total in later stages. */
  readonly output: string;
  readonly reduce: Reduction;
  readonly total: Total;
}

/** A part of a step that runs for every parameter before the next part does for any. */
export interface Stage {
  readonly program: Program;
  /** Outputs of the program whose value is the sum, or maximum, of those of all parameters. */
  readonly totals: readonly StageTotal[];
  readonly calls: readonly StageCall[];
}

/** What a step of a rule runs on one parameter. */
export interface Stages {
  /** The last of them writes the parameter and its state; it has no totals and no calls. */
  readonly stages: readonly [...Stage[], Stage];
  /** Writes the parameter's state of one number. Its inputs are 0-D tensors. */
  readonly numbers: Program | undefined;
  /** Writes the numbers that all parameters share, once in a step. Its inputs are 0-D tensors. */
  readonly shared: Program | undefined;
  /** The value that each state tensor of a shape of its own takes. */
  readonly tensors: Readonly<Record<string, string>>;
}

/** The inputs of a rule by kind. */
export interface StageInputs {
  readonly name: string;
  readonly slots: readonly Slot[];
  readonly broadcasts: readonly string[];
  readonly scalars: readonly string[];
  readonly integers: readonly string[];
}

/**
 * Divides a rule into as few programs as its reductions allow. What an earlier program has computed for each
 * element is computed again where a later one needs it: that costs less than writing and reading it.
 */
export function divide(
  { name, slots, broadcasts, scalars, integers }: StageInputs,
  outputs: Outputs,
): Stages {
  const levels = new Levels();
  const shared = Object.fromEntries(
    Object.entries(outputs).map(([output, expr]) => [output, levels.share(expr)]),
  );
  const last = Math.max(0, ...Object.values(shared).map((expr) => levels.levelOf(expr)));
  const names = namesOf(levels.crossings);
  const kindOf = (output: string) => slots.find((slot) => slot.name === output)?.kind ?? 'elements';
  const ofKind = (...kinds: Slot['kind'][]): Record<string, Expr> =>
    Object.fromEntries(
      Object.entries(shared).filter(([output]) => kinds.includes(kindOf(output))),
    ) as Record<string, Expr>;
  const namesOfKind = (...kinds: Slot['kind'][]) =>
    slots.filter(({ kind }) => kinds.includes(kind)).map((slot) => slot.name);

  const reduced = levels.crossings
    .filter(({ op }) => op === 'reduce')
    .map((one) => names.get(one) as string);
  const made = levels.crossings
    .filter(({ op }) => op === 'call')
    .map((one) => names.get(one) as string);
  const signature = {
    name,
    tensors: ['param', 'grad', ...namesOfKind('elements', 'bytes'), ...made],
    broadcasts: [...broadcasts, ...namesOfKind('number', 'shared'), ...reduced],
    scalars: [...scalars, elementCount],
    integers: [...integers, parameterIndex],
  };
  /** An expression as a program of a stage has it: what earlier stages have left is an input. */
  const at = (level: number, source: (crossing: AnyExpr) => AnyExpr = inputOf) => {
    const seen = new Map<AnyExpr, AnyExpr>();
    const rewrite = (expr: AnyExpr): AnyExpr => {
      let result = seen.get(expr);
      if (result === undefined) {
        const crosses = expr.op === 'reduce' || expr.op === 'call';
        result =
          crosses && levels.levelOf(expr) <= level
            ? source(expr)
            : { ...expr, args: expr.args.map(rewrite) };
        seen.set(expr, result);
      }
      return result;
    };
    return rewrite as (expr: AnyExpr) => Expr;
  };
  function inputOf(crossing: AnyExpr): AnyExpr {
    const value = names.get(crossing) as string;
    if (crossing.op === 'reduce') return input('broadcast', value);
    return crossing.type === 'tensor' ? input('whole', value) : input('tensor', value);
  }

  const stages = Array.from({ length: last }, (_, level): Stage => {
    const rewrite = at(level);
    const due = levels.crossings.filter((one) => levels.levelOf(one) === level + 1);
    const results: Record<string, Expr> = {};
    for (const one of due)
      if (one.op === 'reduce') results[names.get(one) as string] = rewrite(one);
    const calls = callsAmong(due).map(
      ({ tensorOp, tensors, numbers, results: made }): StageCall => ({
        op: tensorOp,
        args: tensors.map((arg) => {
          const value = inputName(arg, names);
          if (value !== undefined) return value;
          const argument = `#argument ${Object.keys(results).length}`;
          results[argument] = rewrite(arg);
          return argument;
        }),
        numbers: mapValues(numbers, ({ name, value }) => name ?? (value as number)),
        results: Object.fromEntries(
          made.map((one) => [one.name as string, names.get(one) as string]),
        ),
      }),
    );
    const totals = due.flatMap((one): StageTotal[] =>
      one.reduce === undefined || one.total === undefined
        ? []
        : [{ output: names.get(one) as string, reduce: one.reduce, total: one.total }],
    );
    return {
      program: assemble(signature, results),
      totals,
      calls,
    };
  });

  const elements = mapValues(ofKind('elements', 'bytes'), at(last));
  const final: Stage = { program: assemble(signature, elements), totals: [], calls: [] };
  const ofOneNumber = (kind: 'number' | 'shared'): Program | undefined => {
    const zeroD = { ...signature, tensors: [...signature.broadcasts], broadcasts: [] };
    const asTensors = at(last, (crossing) => input('tensor', names.get(crossing) as string));
    const results = mapValues(ofKind(kind), (expr) => {
      checkZeroD(name, expr, kind);
      return withZeroD(asTensors(expr));
    });
    return Object.keys(results).length === 0 ? undefined : assemble(zeroD, results);
  };
  return {
    stages: [...stages, final],
    numbers: ofOneNumber('number'),
    shared: ofOneNumber('shared'),
    tensors: mapValues(ofKind('matrix'), (expr) => {
      const value = inputName(expr, names);
      if (value !== undefined) return value;
      throw new ProgramError(`${name}: got no result of a call for a state tensor, expected one.`);
    }),
  };
}

/** Names of what crosses from one stage to a later one, which no input can have. */
function namesOf(crossings: readonly AnyExpr[]): ReadonlyMap<AnyExpr, string> {
  const taken = new Set<string>();
  return new Map(
    crossings.map((one, i) => {
      const wanted = one.total?.name ?? String(i);
      let name = `#${wanted}`;
      // Two totals of one name, as of two bounds on the norm.
      for (let again = 2; taken.has(name); again++) name = `#${wanted} ${again}`;
      taken.add(name);
      return [one, name];
    }),
  );
}

/** The name under which an expression is there without a program: of an input, or of a crossing. */
function inputName(expr: AnyExpr, names: ReadonlyMap<AnyExpr, string>): string | undefined {
  const isInput = expr.op === 'tensor' || expr.op === 'whole' || expr.op === 'broadcast';
  return isInput ? expr.name : names.get(expr);
}

interface CallGroup {
  readonly tensorOp: TensorOp;
  readonly args: readonly AnyExpr[];
  readonly tensors: readonly AnyExpr[];
  readonly numbers: Readonly<Record<string, AnyExpr>>;
  readonly results: AnyExpr[];
}

/** The calls behind some results, each once. */
function callsAmong(due: readonly AnyExpr[]): CallGroup[] {
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

/** Fails unless an expression is one number: of inputs that are, and of numbers over all elements. */
function checkZeroD(where: string, expr: AnyExpr, kind: 'number' | 'shared'): void {
  if (expr.op === 'reduce' && (kind === 'number' || expr.total !== undefined)) return;
  if (expr.op === 'tensor' || expr.op === 'call' || expr.op === 'bits' || expr.op === 'reduce') {
    const expected = kind === 'shared' ? 'a total over all parameters' : 'a sum or maximum of them';
    throw new ProgramError(
      `${where}: got a value for each element for state of one number, expected ${expected}.`,
    );
  }
  for (const arg of expr.args) checkZeroD(where, arg, kind);
}

/** 0-D inputs as the tensors of a program over one number. */
function withZeroD(expr: AnyExpr): Expr {
  const seen = new Map<AnyExpr, AnyExpr>();
  const rewrite = (one: AnyExpr): AnyExpr => {
    let result = seen.get(one);
    if (result === undefined) {
      result =
        one.op === 'broadcast'
          ? input('tensor', one.name as string)
          : { ...one, args: one.args.map(rewrite) };
      seen.set(one, result);
    }
    return result;
  };
  return rewrite(expr) as Expr;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
