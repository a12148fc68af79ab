import {
  chain,
  type Expr,
  interpret,
  type OptionValues,
  ProgramError,
  type Transform,
  trace,
} from '@nadir/core';
import { type Slot, type StepInfo, structureOf } from '@nadir/core/internal';
import type { UpdateTerm } from './look.js';

/** One element of a parameter, before a step. */
export interface Element {
  /** Transforms of the step in their order. */
  readonly transforms: readonly Transform[];
  readonly options: OptionValues;
  readonly shape: readonly number[];
  readonly value: number;
  /** Gradient as the first transform gets it. */
  readonly gradient: number;
  /** State of the element by slot; empty before the first step of its parameter. */
  readonly slots: Readonly<Record<string, number>>;
  /** The step, with the numbers that the host kept before it. */
  readonly info: StepInfo;
}

/**
 * What each transform of a rule makes of an element: the formulas of the rule itself, interpreted in float64 up to each of its
 * transforms. Empty where a formula looks at more than the element.
 */
export function termsOf(element: Element): UpdateTerm[] {
  const { transforms, options, shape, info } = element;
  const whole = chain('Step', ...transforms);
  const structure = structureOf(options, whole.fixed);
  const slots = whole.state(structure, shape);
  const isAlone = slots.every(({ kind }) => kind === 'elements');
  if (!isAlone || whole.dependsOnShape || whole.rows !== undefined) return [];
  try {
    return takeApart(element, whole.remember(options, info), slots);
  } catch (error) {
    // A formula with a number over all elements, such as a norm, has no meaning for one of them.
    if (error instanceof ProgramError) return [];
    throw error;
  }
}

function takeApart(
  element: Element,
  memory: StepInfo['memory'],
  slots: readonly Slot[],
): UpdateTerm[] {
  const { transforms, gradient, info } = element;
  const terms: UpdateTerm[] = [];
  let before = { param: element.value, grad: gradient };
  transforms.forEach((one, i) => {
    const prefix = chain('Step', ...transforms.slice(0, i + 1));
    const after = run(prefix, element, { ...info, memory }, slots);
    terms.push({
      transform: one.name,
      gradient: after.grad,
      change: after.param - before.param,
    });
    before = after;
  });
  return terms;
}

/** The element and what stands in the place of its gradient after the first transforms of a step. */
function run(
  prefix: Transform,
  { options, shape, value, gradient, slots }: Element,
  info: StepInfo,
  declared: readonly Slot[],
): { readonly param: number; readonly grad: number } {
  const names = declared.map(({ name }) => name);
  const scalars = prefix.scalars(options, info);
  const integers = prefix.random(options, info);
  const program = trace(
    {
      name: 'Step',
      tensors: ['param', 'grad', ...names],
      scalars: Object.keys(scalars),
      integers: Object.keys(integers),
    },
    (symbols) => {
      const all = symbols as unknown as Readonly<Record<string, Expr>>;
      const made = prefix.update(all, all, {
        ...{ static: structureOf(options, prefix.fixed), shape, touched: undefined },
        random: symbols as unknown as Readonly<Record<string, Expr<'integer'>>>,
      });
      const { param = all.param, grad = all.grad } = made as Readonly<Record<string, Expr>>;
      return { param: param as Expr, grad: grad as Expr };
    },
  );
  const state = declared.map(({ name, initial }) => [
    name,
    [slots[name] ?? (initial === 'param' ? value : initial(options))],
  ]);
  const inputs = { ...scalars, ...integers, param: [value], grad: [gradient] };
  const results = interpret(program, { ...inputs, ...Object.fromEntries(state) }, 'float64', 1);
  const first = (name: 'param' | 'grad', unchanged: number) =>
    (results[name] as Float64Array | undefined)?.[0] ?? unchanged;
  return { param: first('param', value), grad: first('grad', gradient) };
}
