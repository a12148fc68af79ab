import { OptionError } from '../../errors.js';
import { checkForm } from '../../regularizer/check-form.js';
import type { Regularizer } from '../../regularizer/regularizer.js';
import type { Transform } from '../../transform/transform.js';
import { addPenaltyGradient, proximalStep } from '../../transforms/regularize.js';
import { CompiledRule } from './compiled-rule.js';
import { type CommonOptions, listOf, penaltiesIn } from './group-options.js';
import { type Penalizing, type Shaped, Surroundings } from './surroundings.js';

/** Penalties and constraints around a rule, of which each parameter has those that apply to it. */
class PenalizedSurroundings extends Surroundings {
  /** By the rank of a parameter, which decides what applies to it. */
  readonly #byRank = new Map<number, CompiledRule>();

  override ruleFor({ length: rank }: readonly number[]): CompiledRule {
    let found = this.#byRank.get(rank);
    if (found === undefined) {
      const { regularizer, proximal } = this.common;
      const before = appliedTo(rank, regularizer).map(addPenaltyGradient);
      const after = appliedTo(rank, proximal).map(proximalStep);
      found = new CompiledRule(this.around(before, after));
      this.#byRank.set(rank, found);
    }
    return found;
  }

  /** Throws also when a constraint cannot hold for one of the parameters. */
  override checkShapes(parameters: readonly Shaped[]): void {
    super.checkShapes(parameters);
    for (const { name, shape } of parameters) {
      for (const [, one] of penaltiesIn(this.common)) {
        if (one.applies({ rank: shape.length })) {
          one.checkShape?.(shape, `${this.rule.name}: got "${name}"`);
        }
      }
    }
  }

  override checkConcern(parameters: readonly Pick<Shaped, 'shape'>[]): void {
    if (parameters.length === 0) return;
    for (const [place, one] of penaltiesIn(this.common)) {
      if (parameters.some(({ shape }) => one.applies({ rank: shape.length }))) continue;
      throw new OptionError(
        `${this.rule.name}.${place}: got ${one.name} for parameters of rank ≤ 1 only, ` +
          "expected one of a higher rank. Give it { include: 'all' } to take them too.",
      );
    }
  }
}

/** Those of an option that apply to parameters of a rank. */
const appliedTo = <R extends Regularizer<never>>(
  rank: number,
  given: R | readonly R[] | null,
): R[] => listOf(given).filter((one) => one.applies({ rank }));

/** Takes penalties and constraints into the step of an optimizer. */
export const penalizing: Penalizing = {
  check,
  surround: (...given) => new PenalizedSurroundings(...given),
};

function check(where: string, options: CommonOptions, rule: Transform): void {
  for (const [place, one] of penaltiesIn(options)) {
    if (place === 'regularizer') {
      checkForm(`${where}.${place}`, one, 'gradient', ', or null');
      continue;
    }
    checkForm(`${where}.${place}`, one, 'proximal', ', a list of them, or null');
    if (one.isConstraint || 'learningRate' in rule.defaults) continue;
    throw new OptionError(
      `${where}.${place}: got ${one.name}, expected a constraint: the rule has no option ` +
        '`learningRate`, which is the size of the proximal step of a penalty.',
    );
  }
}
