import { OptionError } from '../../errors.js';
import type { Guard } from '../gradients/guard.js';
import type { Roster } from './roster.js';

/**
 * Fails unless an optimizer can be the pattern of a part of another one.
 * @throws {@link OptionError} when it has parameters, options for all parameters together, or a rule with more
 * than steps, whose other updates nobody would ask for.
 */
export function checkPattern(where: string, name: string, roster: Roster, guard: Guard): void {
  const [taken] = roster.groups.flatMap(({ parameters }) => parameters);
  if (taken !== undefined) {
    throw new OptionError(
      `${where}: got ${name} with the parameter "${taken.name}", expected an optimizer without any. Make it ` +
        'of options alone: it is a pattern.',
    );
  }
  const { accumulate, clip, lossScaler, nonFinite, sharpnessAware } = guard;
  const given = {
    ...{ clip, lossScaler, sharpnessAware },
    accumulate: accumulate === 1 ? undefined : accumulate,
    nonFinite: nonFinite === 'ignore' ? undefined : nonFinite,
  };
  const [stray] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (stray !== undefined) {
    throw new OptionError(
      `${where}: got ${name} with ${stray}, expected it for all parameters together. Give it to ${where} itself.`,
    );
  }
  const further = roster.patterns.flatMap(({ rule }) => Object.keys(rule.further));
  if (further.length > 0) {
    throw new OptionError(
      `${where}: got ${name}, whose rule has the update \`${further[0]}\` beside its step, expected a rule of ` +
        'steps alone. Give it an optimizer of its own.',
    );
  }
}
