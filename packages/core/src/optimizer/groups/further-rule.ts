import type { StepNumbers } from '../../program/tensor-op.js';
import { furtherUpdate, lastStep } from '../../transform/further.js';
import type { StepInfo } from '../../transform/transform.js';
import type { ChangeKind } from '../step/change-kind.js';
import { CompiledRule, type StepOptions } from './compiled-rule.js';

/** A rule with one of its further updates in the place of the step. Its numbers are those of the last step. */
class FurtherRule extends CompiledRule {
  protected override infoAt(options: StepOptions, t: number, memory?: StepNumbers): StepInfo {
    const { values, ...step } = options;
    return lastStep(this.rule, values, { ...step, t, memory });
  }
}

const known = new WeakMap<CompiledRule, Map<string, FurtherRule>>();

/** A further update of a compiled rule, by its name. */
function furtherRule(rule: CompiledRule, name: string): FurtherRule {
  const own = known.get(rule) ?? new Map<string, FurtherRule>();
  known.set(rule, own);
  const further = own.get(name) ?? new FurtherRule(furtherUpdate(rule.rule, name));
  own.set(name, further);
  return further;
}

/** A further update as a way to change parameters, which counts no step. */
export const changeOf = (name: string): ChangeKind => ({
  ruleOf: (rule) => furtherRule(rule, name),
  ahead: 0,
  behind: 0,
});
