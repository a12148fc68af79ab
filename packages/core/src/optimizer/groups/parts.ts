import type { Variable } from '@tensorflow/tfjs-core';
import { checkTransform } from '../../transform/check-transform.js';
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

/**
 * The rules of an optimizer. One alone is for all parameters.
 * @throws {@link OptionError} when it is none.
 */
export function partsOf(rule: Transform | Parts): Parts {
  if ('parts' in Object(rule)) return rule as Parts;
  checkTransform('Optimizer', rule);
  const { name } = rule;
  return { name, parts: [{ rule, options: {}, takes: () => true }], partOf: () => 0 };
}
