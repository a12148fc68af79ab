import type { Variable } from '@tensorflow/tfjs-core';
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
  /**
   * Position of the part that takes a parameter.
   * @throws {@link OptionError} when none does.
   */
  partOf(parameter: NamedVariable): number;
}

/** One rule for all parameters. */
export const onePart = (rule: Transform): Parts => ({
  name: rule.name,
  parts: [{ rule, options: {}, takes: () => true }],
  partOf: () => 0,
});
