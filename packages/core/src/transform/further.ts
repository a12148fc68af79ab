import { ProgramError } from '../errors.js';
import type { StepNumbers } from '../program/tensor-op.js';
import { derive } from './derived.js';
import type { OptionValues } from './options.js';
import type { StepInfo, Transform } from './transform.js';

/**
 * One of the further updates of a rule in the place of its step: what is traced, run and interpreted as
 * a step is, on the same state and the same scalars, but counts as none.
 *
 * @throws {@link ProgramError} when the rule has no update of that name.
 */
export function furtherUpdate(rule: Transform, name: string): Transform {
  const { further } = rule;
  const update = Object.hasOwn(further, name) ? further[name] : undefined;
  if (update !== undefined) {
    return derive(rule, { name: `${rule.name}.${name}`, isStep: false, update, further: {} });
  }
  const known = Object.keys(further).map((one) => `\`${one}\``);
  throw new ProgramError(
    `${rule.name}.update: got \`${name}\`, expected ${known.join(', ') || 'a rule with further updates'}.`,
  );
}

/**
 * The step whose numbers a further update uses, with what the host remembered at it: the last one, or
 * before any the first.
 */
export function lastStep(
  rule: Transform,
  options: OptionValues,
  step: Omit<StepInfo, 'memory'> & { readonly memory: StepNumbers | undefined },
): StepInfo {
  const { t, memory, groupStep } = step;
  if (t > 0 && memory !== undefined) return { ...step, memory };
  const first = { ...step, t: 1, memory: rule.initialMemory(options, groupStep) };
  return { ...first, memory: rule.remember(options, first) };
}
