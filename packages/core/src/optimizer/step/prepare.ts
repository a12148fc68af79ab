import type { PendingVerdict } from '../gradients/verdict.js';
import type { CompiledStep, StepOptions, StepScalars } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import type { ChangeKind } from './change-kind.js';

/** A change that nothing stands against any more: for each parameter its programs and numbers. */
export interface Prepared {
  readonly verdict: PendingVerdict | undefined;
  readonly parameters: readonly Parameter[];
  readonly compiled: readonly CompiledStep[];
  readonly numbers: readonly StepScalars[];
}

/** Finds the programs of each parameter and computes its numbers. Changes nothing. */
export function prepare(
  parameters: readonly Parameter[],
  verdict: Prepared['verdict'],
  { ruleOf, ahead }: ChangeKind,
): Prepared {
  const hold = verdict?.hold;
  const compiled: CompiledStep[] = [];
  const numbers: StepScalars[] = [];
  for (const { group, variable, t, memory } of parameters) {
    const { surroundings, structure } = group.settings;
    const rule = ruleOf(surroundings.ruleFor(variable.shape));
    compiled.push(rule.stepFor(structure, variable.shape, hold));
    numbers.push(rule.numbersAt(group.current as StepOptions, t + ahead, memory));
  }
  return { verdict, parameters, compiled, numbers };
}

/** Whether gradients are read. */
export const readsGradients = ({ compiled }: Prepared): boolean =>
  compiled.some(({ stages }) =>
    stages.stages.some(
      ({ program, calls }) =>
        program.tensors.includes('grad') || calls.some(({ args }) => args.includes('grad')),
    ),
  );
