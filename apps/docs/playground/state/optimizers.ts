import { needsClasses } from '@nadir/cli/training/further-updates';
import { defaultsOf, ruleOf, takesShape } from '@nadir/cli/training/optimizers';
import { batchOption } from '@nadir/cli/training/options';
import { OptionError } from '@nadir/core';
import type { OptionValue } from '@nadir/core/internal';
import type { Contender } from './contender.js';
import { hasClasses, type Task } from './task.js';

export { defaultsOf, optimizerNames } from '@nadir/cli/training/optimizers';

/** An option of an optimizer, as a control for it has to know it. */
export interface OptionInfo {
  readonly name: string;
  readonly kind: 'number' | 'flag' | 'word' | 'numbers';
  readonly fallback: OptionValue;
}

/** The options of an optimizer in the order of its rule, but for the size of a batch, which the task has. */
export const optionsOf = (optimizer: string): readonly OptionInfo[] =>
  Object.entries(defaultsOf(optimizer))
    .filter(([name]) => name !== batchOption)
    .map(([name, fallback]) => ({ name, fallback, kind: kindOf(fallback) }));

function kindOf(value: OptionValue): OptionInfo['kind'] {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  return typeof value === 'string' ? 'word' : 'numbers';
}

/**
 * What the check of an optimizer says of a value of an option beside the other options of a contender; `undefined` where it is
 * accepted.
 */
export function optionFault(
  { optimizer, options }: Pick<Contender, 'optimizer' | 'options'>,
  option: string,
  value: OptionValue,
): string | undefined {
  const rule = ruleOf(optimizer);
  try {
    rule.check({ ...defaultsOf(optimizer), ...options, [option]: value }, rule.name);
    return undefined;
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
}

/** Why an optimizer cannot run on a task: its rule is for matrices only, or draws classes. */
export function misfitOf(optimizer: string, task: Task): 'matrices' | 'classes' | undefined {
  const rule = ruleOf(optimizer);
  if (needsClasses(rule) && !hasClasses(task)) return 'classes';
  return task.kind === 'surface' && !takesShape(rule, [2]) ? 'matrices' : undefined;
}

/** A contender with another value of an option. Defaults of its optimizer are not written down. */
export function withOption(contender: Contender, option: string, value: OptionValue): Contender {
  const { [option]: _, ...others } = contender.options;
  const isDefault = String(defaultsOf(contender.optimizer)[option]) === String(value);
  return { ...contender, options: isDefault ? others : { ...others, [option]: value } };
}
