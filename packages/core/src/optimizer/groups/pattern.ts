import { OptionError } from '../../errors.js';
import { type Insides, insidesOf } from '../insides.js';
import type { Part } from './parts.js';
import type { Roster } from './roster.js';

/**
 * The rules and options of an optimizer that was made without parameters, for one that takes them over.
 *
 * @throws {@link OptionError} when it is none, has parameters, options that concern all parameters together, or a rule
 * with more than steps, whose other updates nobody would ask for.
 */
export function patternOf(where: string, optimizer: unknown): readonly Part[] {
  const insides = insidesOf(where, optimizer);
  check(where, insides);
  return partsOf(insides.roster);
}

/** The parts with the options that they have in open groups. */
const partsOf = ({ groups, parts }: Roster): readonly Part[] =>
  groups.map(({ part, settings }) => ({
    ...(parts.parts[part] as Part),
    options: { ...settings.options, ...settings.common },
  }));

function check(where: string, { name, roster, guard }: Insides): void {
  const [taken] = roster.groups.flatMap(({ parameters }) => parameters);
  if (taken !== undefined) {
    throw new OptionError(
      `${where}: got ${name} with the parameter "${taken.name}", expected an optimizer without any. Make it ` +
        'of options alone: it is a pattern.',
    );
  }
  if (roster.groups.length > roster.parts.parts.length) {
    throw new OptionError(
      `${where}: got ${name} with groups, expected one without. Make each group a part: { takes, optimizer }.`,
    );
  }
  const [stray] = Object.entries(guard).find(([, value]) => value !== undefined) ?? [];
  if (stray !== undefined) {
    throw new OptionError(
      `${where}: got ${name} with ${stray}, expected it for all parameters together. Give it to ${where} itself.`,
    );
  }
  const further = partsOf(roster).flatMap(({ rule }) => Object.keys(rule.further));
  if (further.length > 0) {
    throw new OptionError(
      `${where}: got ${name}, whose rule has the update \`${further[0]}\` beside its step, expected a rule of ` +
        'steps alone. Give it an optimizer of its own.',
    );
  }
}
