import { checkBoolean } from '../../check.js';
import { describe, OptionError } from '../../errors.js';
import type { Constraint } from '../../regularizer/constraint.js';
import type { GradientPenalty, ProximalPenalty } from '../../regularizer/regularizer.js';
import { chain } from '../../transform/chain.js';
import type { Transform } from '../../transform/transform.js';
import { cautious } from '../../transforms/cautious.js';
import { constrain } from '../../transforms/constrain.js';
import { maximize } from '../../transforms/maximize.js';
import { addPenaltyGradient, proximalStep } from '../../transforms/regularize.js';

/** Options that every optimizer takes, for each group of parameters. */
export interface GroupOptions {
  /** Climb instead of descending. Default `false`. */
  maximize?: boolean;
  /**
   * Leave out the elements of each step that would go against the gradient at hand, and lengthen the
   * others in return: {@link cautious}. Weight decay beside the step stays whole. Default `false`.
   */
  cautious?: boolean;
  /** Penalty whose gradient is added inside the fused kernel, after clipping. Default: none. */
  regularizer?: GradientPenalty | null;
  /**
   * Penalty whose proximal step follows each step, with γ as its size. Default: none.
   *
   * Beside an adaptive rule, whose own steps are about γ whatever the gradient, the penalty acts as
   * decoupled weight decay does: on the scale of γ, not of the loss, so it wants a larger strength.
   */
  proximal?: ProximalPenalty | null;
  /** Set that parameters are kept in, after each step and the proximal step. Default: none. */
  constraint?: Constraint | null;
}

/** Those options, complete. */
export type CommonOptions = Readonly<Required<GroupOptions>>;

/** What they are where nothing is given. */
export const commonDefaults: CommonOptions = {
  maximize: false,
  cautious: false,
  regularizer: null,
  proximal: null,
  constraint: null,
};

/** @throws {@link OptionError} when an option is none. */
export function checkCommon(where: string, options: CommonOptions, rule: Transform): void {
  checkBoolean(where, options, 'maximize', 'cautious');
  const { regularizer, proximal, constraint } = options;
  const refuse = (name: string, got: unknown, expected: string) => {
    throw new OptionError(`${where}.${name}: got ${nameOf(got)}, expected ${expected}, or null.`);
  };
  if (regularizer !== null && typeof regularizer?.gradient !== 'function') {
    refuse('regularizer', regularizer, 'a penalty with a gradient such as l1(1e-4)');
  }
  if (proximal !== null && typeof proximal?.proximal !== 'function') {
    refuse('proximal', proximal, 'a penalty with a proximal step such as l1(1e-4)');
  }
  if (proximal !== null && !('learningRate' in rule.defaults)) {
    throw new OptionError(
      `${where}.proximal: got ${proximal.name}, expected null: the rule has no option \`learningRate\`, ` +
        'which is the size of the proximal step.',
    );
  }
  if (constraint !== null && typeof constraint?.project !== 'function') {
    refuse('constraint', constraint, 'a constraint such as maxNorm(2)');
  }
}

/** A value in a message; penalties and constraints have names. */
const nameOf = (value: unknown): string => {
  const name = (value as { name?: unknown } | null)?.name;
  return typeof value === 'object' && typeof name === 'string' ? name : describe(value);
};

/** The options as they concern one parameter: penalties and constraints leave some out. */
export function applicable(
  options: CommonOptions,
  parameter: { readonly rank: number },
): CommonOptions {
  const { regularizer, proximal, constraint } = options;
  return {
    ...options,
    regularizer: regularizer?.applies(parameter) ? regularizer : null,
    proximal: proximal?.applies(parameter) ? proximal : null,
    constraint: constraint?.applies(parameter) ? constraint : null,
  };
}

/** A rule with what options put before it, after `first`, and what they put after it. */
export function surround(
  rule: Transform,
  options: CommonOptions,
  first: readonly Transform[],
): Transform {
  const { regularizer, proximal, constraint } = options;
  const before = [...first];
  if (options.maximize) before.push(maximize);
  if (regularizer !== null) before.push(addPenaltyGradient(regularizer));
  const after: Transform[] = [];
  if (proximal !== null) after.push(proximalStep(proximal));
  if (constraint !== null) after.push(constrain(constraint));
  const inner = options.cautious ? cautious(rule) : rule;
  return before.length + after.length === 0 ? inner : chain(...before, inner, ...after);
}
