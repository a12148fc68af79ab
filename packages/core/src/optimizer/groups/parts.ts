import type { Variable } from '@tensorflow/tfjs-core';
import { OptionError } from '../../errors.js';
import type { Transform } from '../../transform/transform.js';
import type { NamedVariable } from '../named-variables.js';

/** A rule for some of the parameters of an optimizer. */
export interface Part {
  readonly rule: Transform;
  /** Options of its own, over which those of a group go. */
  readonly options: object;
  /** Whether it moves a parameter. The first part that takes one has it. */
  takes(name: string, variable: Variable): boolean;
}

/** Rules that divide the parameters of one optimizer among themselves. */
export interface Parts {
  readonly name: string;
  readonly parts: readonly Part[];
}

/** One rule for all parameters. */
export const onePart = (rule: Transform): Parts => ({
  name: rule.name,
  parts: [{ rule, options: {}, takes: () => true }],
});

/**
 * Position of the part that takes a parameter.
 * @throws {@link OptionError} when none does.
 */
export function partOf({ name: where, parts }: Parts, { name, variable }: NamedVariable): number {
  const found = parts.findIndex((part) => part.takes(name, variable));
  if (found >= 0) return found;
  throw new OptionError(
    `${where}: got the parameter "${name}" [${variable.shape}], expected one that a part takes. ` +
      'Let the last part take all that is left: { takes: () => true, optimizer }.',
  );
}
