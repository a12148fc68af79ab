import type { PendingVerdict } from '../gradients/verdict.js';
import type { CompiledStep, StepOptions, StepScalars } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';

/** A step, or a further update, that nothing stands against any more: for each parameter its programs and numbers. */
export interface Prepared {
  readonly verdict: 'admitted' | PendingVerdict;
  readonly parameters: readonly Parameter[];
  readonly compiled: readonly CompiledStep[];
  readonly numbers: readonly StepScalars[];
}

/**
 * Finds the programs of each parameter and computes its numbers. Changes nothing.
 * @param further Name of a further update in the place of the step.
 */
export function prepare(
  parameters: readonly Parameter[],
  verdict: Prepared['verdict'],
  further: string | undefined,
): Prepared {
  const hold = verdict === 'admitted' ? undefined : verdict.hold;
  const compiled: CompiledStep[] = [];
  const numbers: StepScalars[] = [];
  for (const { group, variable, t, memory } of parameters) {
    const { surroundings, structure } = group.settings;
    const own = surroundings.ruleFor(variable.shape);
    const rule = further === undefined ? own : own.further(further);
    compiled.push(rule.stepFor(structure, variable.shape, hold));
    const next = further === undefined ? t + 1 : t;
    numbers.push(rule.numbersAt(group.current as StepOptions, next, memory));
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
