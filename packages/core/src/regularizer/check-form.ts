import { describe, OptionError } from '../errors.js';

const expected = {
  gradient: 'a penalty with a gradient such as l1(1e-4)',
  proximal: 'a penalty or constraint with a proximal step such as l1(1e-4) or maxNorm(2)',
};

/**
 * Throws unless a value is a penalty or constraint of a form. `where` begins the message.
 *
 * @param also What else is accepted, as the end of a sentence.
 */
export function checkForm(
  where: string,
  given: unknown,
  form: keyof typeof expected,
  also = '',
): void {
  if (typeof (given as Partial<Record<typeof form, unknown>> | null)?.[form] === 'function') return;
  throw new OptionError(`${where}: got ${nameOf(given)}, expected ${expected[form]}${also}.`);
}

/** A value in a message; penalties and constraints have names. */
const nameOf = (value: unknown): string => {
  const name = (value as { name?: unknown } | null)?.name;
  return typeof value === 'object' && typeof name === 'string' ? name : describe(value);
};
