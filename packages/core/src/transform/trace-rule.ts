import { describe, ProgramError } from '../errors.js';
import {
  type Expr,
  equal,
  input,
  isExpr,
  max,
  parameterIndex,
  where,
} from '../program/expression.js';
import { call } from '../program/tensor-op.js';
import { strangeOutput } from './chain.js';
import type { OptionValues, Rule, Structure } from './rule.js';
import { divide, type Stages } from './stages.js';
import { namedRows, touchedRows } from './touched-rows.js';

/**
 * The programs of one step of a rule on one parameter: one, or several where it needs numbers over all
 * elements first. `options` decide their structure only.
 *
 * @param shape Of the parameter; it matters only if the rule depends on it.
 * @throws {@link ProgramError} when two inputs have one name, an output is neither the parameter nor state, or what
 * the rule gives for one is no expression of its kind.
 */
export function traceRule(
  rule: Rule,
  options: OptionValues,
  shape: readonly number[] = [],
): Stages {
  const structure = structureOf(options, rule.fixed);
  const slots = rule.state(structure, shape);
  const scalars = Object.keys(rule.scalars(rule.defaults, 1, rule.initialMemory(rule.defaults)));
  const { name, broadcasts } = rule;
  // Without a prototype, so that an input may have any name.
  const inputs: Record<string, Expr> = Object.create(null);
  const declare = (
    source: 'tensor' | 'broadcast' | 'scalar' | 'whole',
    names: readonly string[],
  ) => {
    for (const one of names) {
      if (one in inputs) {
        throw new ProgramError(`${name}: got the input \`${one}\` twice, expected each name once.`);
      }
      inputs[one] = input(source as 'tensor', one);
    }
  };
  declare('tensor', ['param', 'grad']);
  for (const slot of slots) declare(sourceOf[slot.kind], [slot.name]);
  declare('broadcast', broadcasts);
  declare('scalar', scalars);
  const integers = Object.keys(rule.integers(rule.defaults, 1));
  const whole = Object.fromEntries(
    [...integers, parameterIndex].map((one) => [one, input('integer', one)]),
  );

  const waiting = slots.filter(({ holdsGradients }) => holdsGradients).map((slot) => slot.name);
  const gradients = ['grad', ...waiting].map((one) => inputs[one] as Expr);
  const keepOthers = rule.rowwise ? whereTouched(gradients) : undefined;
  const outputs: Record<string, Expr | Expr<'tensor'>> = {};
  const known = ['param', ...slots.map((slot) => slot.name)];
  for (const [output, expr] of Object.entries(
    rule.update(inputs, inputs, structure, shape, whole),
  )) {
    // What a rule does to the gradient matters only to the rules after it in a chain.
    if (output === 'grad') continue;
    if (!known.includes(output)) throw strangeOutput(rule, output, known);
    if (!isExpr(expr)) {
      throw new ProgramError(
        `${name}: got ${describe(expr)} for the output \`${output}\`, expected an expression.`,
      );
    }
    const isElements = inputs[output]?.op === 'tensor';
    outputs[output] =
      keepOthers && isElements ? keepOthers(expr as Expr, inputs[output] as Expr) : expr;
  }
  return divide({ name, slots, broadcasts, scalars, integers }, outputs);
}

/** The new values of elements in rows that have a gradient, as these are before clipping and all else. */
function whereTouched(gradients: readonly Expr[]): (next: Expr, old: Expr) => Expr {
  const named = input('whole', namedRows);
  const touched = gradients
    .map((gradient) => call(touchedRows, [gradient, named]).touched)
    .reduce((a, b) => max(a, b));
  return (next, old) => where(equal(touched, 0), old, next);
}

const sourceOf = {
  elements: 'tensor',
  bytes: 'tensor',
  number: 'broadcast',
  shared: 'broadcast',
  tensor: 'whole',
} as const;

/**
 * The options as {@link Structure}: numbers by whether they matter, but for those that are fixed. `NaN`
 * stands for a schedule.
 */
export function structureOf(options: OptionValues, fixed: readonly string[] = []): Structure {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'number' && !fixed.includes(name) ? value !== 0 : value,
    ]),
  );
}
