import type { StepNumbers } from '../program/tensor-op.js';
import type { OptionValues } from '../transform/options.js';
import type { FiniteCheck, Verdict } from './non-finite.js';
import { type Group, makeState, type Wanted } from './parameter.js';
import type { Plan, Roster } from './roster.js';
import type { DenseMove, DensePlan } from './rows.js';
import type { StepOptions } from './settings.js';
import type { SharedState } from './shared.js';
import { type Mover, takeStep } from './step.js';
import type { GivenTotal } from './totals.js';

/** A step, or a further update, that nothing stands against any more. */
export interface Prepared {
  readonly verdict: Exclude<Verdict, 'refused'>;
  readonly movers: readonly PreparedMover[];
}

interface PreparedMover extends Mover, Wanted {
  /** What the host keeps of the parameter after a step. */
  readonly memory: StepNumbers;
}

/** What {@link prepare} takes. */
export interface PrepareCall {
  readonly plan: DensePlan;
  readonly roster: Roster;
  readonly finite: FiniteCheck;
  /** The step of a group at which schedules are evaluated. */
  readonly stepOf: (group: Group) => number;
  /** Name of a further update in the place of the step. */
  readonly further: string | undefined;
}

/** The groups whose parameters move. */
export const groupsOf = ({ moves }: Plan): Group[] => [...new Set(moves.map(({ group }) => group))];

/** All that stands before a change, unless there is nothing to change or gradients refuse it. */
export function prepare(call: PrepareCall): Prepared | 'empty' | 'refused' {
  const { plan, roster, finite, stepOf, further } = call;
  const values = new Map(
    groupsOf(plan).map((group) => [group, group.settings.valuesAt(stepOf(group))] as const),
  );
  if (plan.moves.length === 0) return 'empty';
  const gradients = plan.moves.flatMap(({ parameter, grad }) =>
    grad === undefined ? [] : [[parameter.name, grad] as const],
  );
  const verdict = gradients.length > 0 ? finite.judge(new Map(gradients)) : 'admitted';
  if (verdict === 'refused') return verdict;
  roster.enter(plan);
  const isHoldable = verdict !== 'admitted';
  const movers = plan.moves.map((move) => moverOf(move, values, isHoldable, further));
  return { verdict, movers };
}

function moverOf(
  { group, ...move }: DenseMove,
  values: ReadonlyMap<Group, StepOptions>,
  isHoldable: boolean,
  further: string | undefined,
): PreparedMover {
  const { parameter } = move;
  const options = values.get(group) as StepOptions;
  const stepper = group.settings.stepperOf(parameter.variable, isHoldable, further);
  const t = further === undefined ? parameter.t + 1 : parameter.t;
  const numbers = stepper.numbersAt(options, t, parameter.memory);
  return {
    ...move,
    part: group.part,
    stepper,
    slots: stepper.slots,
    options: options.values,
    ...numbers,
  };
}

/** Whether gradients are read. */
export const readsGradients = ({ movers }: Prepared): boolean =>
  movers.some(({ stepper }) =>
    stepper.stages.stages.some(
      ({ program, calls }) =>
        program.tensors.includes('grad') || calls.some(({ args }) => args.includes('grad')),
    ),
  );

/**
 * Changes parameters and state, and counts nothing.
 *
 * @returns Totals over all parameters, which the caller disposes of.
 */
export function run({ verdict, movers }: Prepared, shared: SharedState): readonly GivenTotal[] {
  makeState(movers);
  for (const { part, slots, options } of movers) shared.begin(part, slots, options);
  return takeStep(movers, {
    broadcasts: verdict === 'admitted' ? {} : { refusal: verdict.refusal },
    shared,
  });
}
