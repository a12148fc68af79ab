import { checkOptions, checkShape } from '../check.js';
import { describe, ProgramError } from '../errors.js';
import {
  type Expr,
  type ExprType,
  elementCount,
  input,
  isExpr,
  parameterIndex,
} from '../program/expression.js';
import { assemble, symbolsOf } from '../program/trace.js';
import { strangeOutput } from './chain.js';
import { checkTransform } from './check-transform.js';
import { type OptionValues, structureOf } from './options.js';
import type { Slot } from './slot.js';
import type { StageInputs, Stages, Staging } from './stages.js';
import { numberNames, type Transform } from './transform.js';

type AnyExpr = Expr<ExprType>;

/**
 * The programs of one step of a rule on one parameter: one, or several where it needs numbers over all
 * elements first. `options` decide their structure only.
 *
 * @param shape Of the parameter; it matters only if the rule depends on it.
 * @throws {@link ProgramError} when two inputs have one name, an output is neither the parameter nor state, what
 * the rule gives for one is no expression of its kind, the rule never moves the parameter, or a transform changes
 * the gradient behind the last one that reads it, and {@link OptionError} when an argument is of another kind.
 */
export function traceRule(
  rule: Transform,
  options: OptionValues,
  shape: readonly number[] = [],
): Stages {
  checkTransform('traceRule', rule);
  checkOptions('traceRule', options);
  checkShape('traceRule', shape);
  const structure = structureOf(options, rule.fixed);
  const slots = rule.state(structure, shape);
  const { scalars, random } = numberNames(rule);
  const inputs = inputsOf(rule, slots, scalars);
  const integers = Object.fromEntries(
    [...random, parameterIndex].map((one) => [one, input('integer', one)]),
  );
  const touched = rule.rows?.touched(inputs, slots);
  const made = rule.update(inputs, inputs, {
    static: structure,
    shape,
    random: integers,
    touched,
  });
  const outputs = outputsOf(rule, made, inputs, slots, touched);
  if (rule.isStep) checkMoves(rule, made, outputs);
  const { name, broadcasts } = rule;
  const known = { name, slots, broadcasts, scalars, integers: random };
  return stagingIn(slots, Object.values(outputs))?.divide(known, outputs) ?? inOne(known, outputs);
}

/** What runs the rule, if one program is not enough for its state or its formulas. */
function stagingIn(slots: readonly Slot[], outputs: readonly AnyExpr[]): Staging | undefined {
  const { staging } =
    slots.find((slot) => slot.staging) ?? find(outputs, (one) => one.staging) ?? {};
  return staging as Staging | undefined;
}

/** A rule as one program. */
function inOne(
  { name, slots, broadcasts, scalars, integers }: StageInputs,
  outputs: Readonly<Record<string, Expr | Expr<'tensor'>>>,
): Stages {
  const signature = {
    name,
    tensors: ['param', 'grad', ...slots.map((slot) => slot.name)],
    broadcasts,
    scalars: [...scalars, elementCount],
    integers: [...integers, parameterIndex],
  };
  const program = assemble(signature, outputs as Record<string, Expr>);
  return {
    stages: [{ program, totals: [], calls: [] }],
    ...{ numbers: undefined, shared: undefined, tensors: {} },
  };
}

/** The symbols of a rule by name. */
function inputsOf(
  { name, broadcasts }: Transform,
  slots: readonly Slot[],
  scalars: readonly string[],
): Readonly<Record<string, Expr>> {
  return symbolsOf(name, [
    ['tensor', ['param', 'grad']],
    ...slots.map((slot) => [sourceOf[slot.kind], [slot.name]] as const),
    ['broadcast', broadcasts],
    ['scalar', scalars],
  ]) as Readonly<Record<string, Expr>>;
}

const sourceOf = {
  elements: 'tensor',
  bytes: 'tensor',
  number: 'broadcast',
  shared: 'broadcast',
  matrix: 'whole',
} as const;

/** The new values of the parameter and its state. What a rule does to the gradient ends with it. */
function outputsOf(
  rule: Transform,
  made: Readonly<Record<string, AnyExpr>>,
  inputs: Readonly<Record<string, Expr>>,
  slots: readonly Slot[],
  touched: Expr | undefined,
): Record<string, Expr | Expr<'tensor'>> {
  const outputs: Record<string, Expr | Expr<'tensor'>> = {};
  const known = ['param', ...slots.map((slot) => slot.name)];
  for (const [output, expr] of Object.entries(made)) {
    if (output === 'grad') continue;
    if (!known.includes(output)) throw strangeOutput(rule.name, output, known);
    if (!isExpr(expr)) {
      throw new ProgramError(
        `${rule.name}: got ${describe(expr)} for the output \`${output}\`, expected an expression.`,
      );
    }
    const isElements = inputs[output]?.op === 'tensor';
    outputs[output] =
      rule.rows && touched && isElements
        ? rule.rows.within(touched, expr as Expr, inputs[output] as Expr)
        : (expr as Expr);
  }
  return outputs;
}

/** Throws when the parameter stays as it is, or a change of the gradient is read by nothing. */
function checkMoves(
  rule: Transform,
  made: Readonly<Record<string, AnyExpr>>,
  outputs: Readonly<Record<string, AnyExpr>>,
): void {
  if (outputs.param === undefined) {
    throw new ProgramError(
      `${rule.name}: got transforms that never move the parameter, expected one that does. ` +
        'End the chain with scaleByLearningRate().',
    );
  }
  const { grad } = made;
  if (grad === undefined || grad.op === 'tensor') return;
  if (find(Object.values(outputs), (one) => one === grad)) return;
  throw new ProgramError(
    `${rule.name}: got a transform that changes the gradient behind the last one that reads it, expected it ` +
      'before.',
  );
}

/** An expression among some, or those that they are made from, that is sought. */
function find(from: readonly AnyExpr[], isSought: (one: AnyExpr) => unknown): AnyExpr | undefined {
  const seen = new Set<AnyExpr>();
  const search = (some: readonly AnyExpr[]): AnyExpr | undefined => {
    for (const one of some) {
      if (seen.has(one)) continue;
      seen.add(one);
      const found = isSought(one) ? one : search(one.args);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(from);
}
