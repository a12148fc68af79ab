import { OptionError } from '../errors.js';

/** A slot as far as it is compared. */
interface Compared {
  readonly name: string;
  readonly shape: readonly number[];
  readonly lasting?: unknown;
}

/**
 * Throws when a parameter with state would need other matrices, bytes or copies of it than the options before kept for it.
 * Unlike a buffer, such state cannot begin in the middle of training: its slots bring this check.
 *
 * @param where The name of the rule.
 * @param name The name of the parameter.
 */
export function checkLasting(
  where: string,
  name: string,
  next: readonly Compared[],
  before: readonly Compared[],
): void {
  const [needed, kept] = [next, before].map((slots) =>
    slots
      .filter(({ lasting }) => lasting)
      .map((slot) => `${slot.name} [${slot.shape}]`)
      .join(', '),
  );
  if (needed === kept) return;
  throw new OptionError(
    `${where}.setOptions: got options that keep ${needed || 'nothing'} for "${name}", expected ` +
      `${kept || 'nothing'}, as before. Make another optimizer with them.`,
  );
}
