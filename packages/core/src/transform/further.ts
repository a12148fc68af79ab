import { ProgramError } from '../errors.js';
import type { StepNumbers } from '../program/tensor-op.js';
import type { OptionValues, Rule } from './rule.js';

/**
 * One of the further updates of a rule in the place of its step: what is traced, run and interpreted as
 * a step is, on the same state and the same scalars, but counts as none.
 *
 * @throws {@link ProgramError} when the rule has no update of that name.
 */
export function furtherUpdate(rule: Rule, name: string): Rule {
  const update = Object.hasOwn(rule.further, name) ? rule.further[name] : undefined;
  if (update === undefined) {
    const known = Object.keys(rule.further).map((one) => `\`${one}\``);
    throw new ProgramError(
      `${rule.name}.update: got \`${name}\`, expected ${known.join(', ') || 'a rule with further updates'}.`,
    );
  }
  return { ...rule, name: `${rule.name}.${name}`, update, further: {} };
}

/**
 * The step whose numbers a further update uses, with what the host remembered at it: the last one, or
 * before any the first.
 */
export function lastStep(
  rule: Rule,
  options: OptionValues,
  t: number,
  memory: StepNumbers | undefined,
): { t: number; memory: StepNumbers } {
  if (t > 0 && memory !== undefined) return { t, memory };
  return { t: 1, memory: rule.remember(options, 1, rule.initialMemory(options)) };
}
