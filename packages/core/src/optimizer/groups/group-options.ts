import { checkBoolean } from '../../check.js';
import { notAccepted, OptionError } from '../../errors.js';
import { checkForm } from '../../regularizer/check-form.js';
import type { Regularizer } from '../../regularizer/regularizer.js';
import type { SavedGuard } from '../../state/named.js';
import { chain } from '../../transform/chain.js';
import type { Transform } from '../../transform/transform.js';
import { maximize } from '../../transforms/maximize.js';
import { addPenaltyGradient, proximalStep } from '../../transforms/regularize.js';

/** What masks the steps of a rule: `cautious`. */
export interface Cautious {
  (rule: Transform): Transform;
  readonly config?: SavedGuard;
}

/** Options that every optimizer takes, for each group of parameters. */
export interface GroupOptions {
  /** Climb instead of descending. Default `false`. */
  maximize?: boolean;
  /**
   * The transform {@link cautious}, which leaves out the elements of each step that would go against the gradient at
   * hand, and lengthens the others in return. Weight decay beside the step stays whole. Default: none.
   */
  cautious?: Cautious | null;
  /** Penalty whose gradient is added inside the fused kernel, after clipping. Default: none. */
  regularizer?: Regularizer<'gradient'> | null;
  /**
   * Penalty or constraint whose proximal step follows each step, or a list of them, applied in its order:
   * `[l1(1e-4), nonNegative()]`. The step of a penalty has the size γ. Default: none.
   *
   * Beside an adaptive rule, whose own steps are about γ whatever the gradient, a penalty acts as
   * decoupled weight decay does: on the scale of γ, not of the loss, so it wants a larger strength.
   */
  proximal?: Regularizer<'proximal'> | readonly Regularizer<'proximal'>[] | null;
}

/** Those options, complete. */
export type CommonOptions = Readonly<Required<GroupOptions>>;

/** What they are where nothing is given. */
export const commonDefaults: CommonOptions = {
  maximize: false,
  cautious: null,
  regularizer: null,
  proximal: null,
};

/** @throws {@link OptionError} when an option is none. */
export function checkCommon(where: string, options: CommonOptions, rule: Transform): void {
  checkBoolean(where, options, 'maximize');
  const { cautious, regularizer, proximal } = options;
  if (cautious !== null && typeof cautious !== 'function') {
    throw notAccepted(`${where}.cautious`, cautious, 'the transform cautious, or null');
  }
  if (regularizer !== null) checkForm(`${where}.regularizer`, regularizer, 'gradient', ', or null');
  for (const [i, one] of proximalSteps(options).entries()) {
    const option = Array.isArray(proximal) ? `proximal[${i}]` : 'proximal';
    checkForm(`${where}.${option}`, one, 'proximal', ', a list of them, or null');
    if (!one.isConstraint && !('learningRate' in rule.defaults)) {
      throw new OptionError(
        `${where}.${option}: got ${one.name}, expected a constraint: the rule has no option ` +
          '`learningRate`, which is the size of the proximal step of a penalty.',
      );
    }
  }
}

/** Penalties and constraints whose proximal steps are asked for, in their order. */
const proximalSteps = ({ proximal }: CommonOptions): readonly Regularizer<'proximal'>[] =>
  proximal === null ? [] : [proximal].flat();

/** Every penalty and constraint among the options, with the name of its option. */
export function regularizersOf(
  options: CommonOptions,
): readonly (readonly [option: 'regularizer' | 'proximal', Regularizer<never>])[] {
  const { regularizer } = options;
  return [
    ...(regularizer === null ? [] : [['regularizer', regularizer] as const]),
    ...proximalSteps(options).map((one) => ['proximal', one] as const),
  ];
}

/** The options as they concern one parameter: penalties and constraints leave some out. */
export function applicable(
  options: CommonOptions,
  parameter: { readonly rank: number },
): CommonOptions {
  const { regularizer } = options;
  return {
    ...options,
    regularizer: regularizer?.applies(parameter) ? regularizer : null,
    proximal: proximalSteps(options).filter((one) => one.applies(parameter)),
  };
}

/** A rule with what options put before it, after `first`, and what they put after it. */
export function surround(
  rule: Transform,
  options: CommonOptions,
  first: readonly Transform[],
): Transform {
  const { regularizer } = options;
  const before = [...first];
  if (options.maximize) before.push(maximize);
  if (regularizer !== null) before.push(addPenaltyGradient(regularizer));
  const after = proximalSteps(options).map(proximalStep);
  const inner = options.cautious?.(rule) ?? rule;
  return before.length + after.length === 0 ? inner : chain(...before, inner, ...after);
}
