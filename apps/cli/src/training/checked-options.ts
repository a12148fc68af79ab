import { OptionError, type OptionValues } from '@nadir/core';
import { spell } from '../flags/read.js';
import { usageError } from '../shell/errors.js';
import { defaultsOf, ruleOf } from './optimizers.js';

/**
 * Every option of an optimizer: those given over the defaults.
 * @throws {@link CliError} with status 2 that names the flag, at one that the rule refuses.
 */
export function checkedOptions(
  name: string,
  given: Readonly<Record<string, unknown>>,
): OptionValues {
  const options = { ...defaultsOf(name), ...given } as OptionValues;
  try {
    ruleOf(name).check(options, '');
  } catch (error) {
    if (error instanceof OptionError) throw usageError(inFlags(error.message));
    throw error;
  }
  return options;
}

/** The message of a rule's check, with the flag in the place of the option. */
const inFlags = (message: string): string =>
  message.replace(/^\.(\w+)/, (_, option: string) => spell(option));
