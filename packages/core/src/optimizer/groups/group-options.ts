import { checkBoolean } from '../../check.js';
import { notAccepted } from '../../errors.js';
import type { Regularizer } from '../../regularizer/regularizer.js';
import type { SavedGuard } from '../../state/named.js';
import type { Transform } from '../../transform/transform.js';

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

/**
 * Throws at an option of another kind. What it has to do with a rule is checked by what it brings.
 * @throws {@link OptionError}
 */
export function checkCommon(where: string, options: CommonOptions): void {
  checkBoolean(where, options, 'maximize');
  const { cautious } = options;
  if (cautious !== null && typeof cautious !== 'function') {
    throw notAccepted(`${where}.cautious`, cautious, 'the transform cautious, or null');
  }
  for (const [place, one] of penaltiesIn(options)) {
    if ((one as Partial<Regularizer> | undefined)?.penalizing !== undefined) continue;
    const expected = 'a penalty or constraint such as l1(1e-4), or null';
    const advice = 'Make one of your own with defineRegularizer().';
    throw notAccepted(`${where}.${place}`, one, expected, advice);
  }
}

/** Penalties and constraints among options in their order, each with the name of its place. */
export const penaltiesIn = ({
  regularizer,
  proximal,
}: CommonOptions): readonly (readonly [place: string, one: Regularizer<never>])[] => [
  ...listOf(regularizer).map((one) => ['regularizer', one] as const),
  ...listOf(proximal).map(
    (one, i) => [Array.isArray(proximal) ? `proximal[${i}]` : 'proximal', one] as const,
  ),
];

/** What an option holds: nothing, one or several. */
export const listOf = <T>(given: T | readonly T[] | null): readonly T[] =>
  given === null ? [] : Array.isArray(given) ? given : [given as T];
