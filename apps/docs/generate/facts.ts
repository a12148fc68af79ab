import { type OptionValues, RuleInterpreter, type Transform } from '@nadir/core';
import { structureOf } from '@nadir/core/internal';
import { optimizers } from '@nadir/optim';

/** What can be said of an optimizer by asking its rule. */
export interface Facts {
  /** Numbers of state for each number of a parameter, for a matrix of 1024 × 1024. */
  readonly state: number;
  /** Whether it goes on after a gradient of zero: by default, if an option says so, or never. */
  readonly momentum: 'yes' | 'option' | 'no';
  /** Whether a step is the same where all gradients are a thousand times larger. */
  readonly scaleFree: boolean;
  /** Whether it ends well at one learning rate, by an average of its own or by a line search. */
  readonly noSchedule: boolean;
  /** Whether it takes matrices only. */
  readonly matrices: boolean;
}

/** By the name of the optimizer. L-BFGS keeps 2 `historySize` + 2 copies, and knows no rule to be asked. */
export function allFacts(): Readonly<Record<string, Facts>> {
  const facts = Object.entries(optimizers).map(([name, { rule }]) => [name, factsOf(rule)]);
  return Object.fromEntries([
    ...facts,
    ['lbfgs', { state: 202, momentum: 'no', scaleFree: false, noSchedule: true, matrices: false }],
  ]);
}

const side = 1024;

function factsOf(rule: Transform): Facts {
  const slots = rule.state(structureOf(rule.defaults, rule.fixed), [side, side]);
  const numbers = slots.reduce((sum, { kind, shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return sum + (kind === 'bytes' ? count / 4 : count);
  }, 0);
  return {
    state: numbers / (side * side),
    momentum: momentumOf(rule),
    scaleFree: isScaleFree(rule),
    noSchedule: Object.hasOwn(rule.further, 'toAverage'),
    matrices: !takes(rule, [2]),
  };
}

function takes(rule: Transform, shape: readonly number[]): boolean {
  try {
    rule.checkShape(shape, rule.name);
    return true;
  } catch {
    return false;
  }
}

/** Places after each of some gradients, without weight decay. */
function pathOf(
  rule: Transform,
  gradients: readonly number[],
  { options = {}, start = [1, 2] }: { options?: OptionValues; start?: readonly number[] } = {},
): (readonly [number, number])[] {
  const plain = 'weightDecay' in rule.defaults ? { weightDecay: 0 } : {};
  const all = { ...rule.defaults, ...plain, ...options };
  const interpreter = new RuleInterpreter(rule, [{ shape: [2, 1], values: start }], 'float64');
  return gradients.map((gradient) => {
    interpreter.step([[gradient, -gradient]], () => all);
    const [x, y] = interpreter.parameters[0]?.param ?? [];
    return [x as number, y as number];
  });
}

const pushes = [1, 0.8, 1.1, 0.9];

/** What moves at a gradient of zero and would not have moved there without the steps before has momentum. */
function momentumOf(rule: Transform): Facts['momentum'] {
  const moves = (options: OptionValues) => {
    const [before, after] = pathOf(rule, [...pushes, 0], { options }).slice(-2);
    const [start = 0, end = 0] = [before?.[0], after?.[0]];
    const [fresh] = pathOf(rule, [0], { options, ...(before && { start: before }) });
    const alone = (fresh?.[0] ?? start) - start;
    const moved = end - start;
    return Math.abs(moved) > 1e-12 && Math.abs(moved - alone) > 0.05 * Math.abs(alone);
  };
  if (moves({})) return 'yes';
  return 'momentum' in rule.defaults && moves({ momentum: 0.9 }) ? 'option' : 'no';
}

function isScaleFree(rule: Transform): boolean {
  const large = pathOf(
    rule,
    pushes.map((push) => 1000 * push),
  );
  return pathOf(rule, pushes).every(([x], i) => {
    const moved = Math.abs(x - 1);
    return Math.abs((large[i]?.[0] as number) - x) <= 0.05 * moved;
  });
}
