import type { CompiledRule } from '../groups/compiled-rule.js';

/** A way to change parameters and state: the step of a rule, or one of its further updates. */
export interface ChangeKind {
  /** What computes it, from what computes the step. */
  ruleOf(rule: CompiledRule): CompiledRule;
  /** The number of the step whose numbers it takes, from the steps that a parameter has taken. */
  readonly ahead: number;
  /** By how many steps of the group its options are those of before. */
  readonly behind: number;
}
