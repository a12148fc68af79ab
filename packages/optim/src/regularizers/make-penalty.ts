import type { Regularizer } from '@nadir/core';
import { defineRegularizer, type RegularizerForms } from '@nadir/core/internal';
import { add, type Scalar, scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { OptionsToSave } from './options.js';

/** The forms of a penalty on symbols, those that it has. */
type SymbolForms = Partial<Pick<RegularizerForms, 'gradient' | 'proximal'>>;

/** What a penalty is made of: a name, options to be saved with it, and formulas. */
type Definition<Forms> = Forms & {
  readonly name: string;
  /** Without `include` parameters of rank ≤ 1 are left out. */
  readonly options: OptionsToSave;
  /** R of one tensor, in differentiable ops. */
  penaltyOf(w: Tensor): Tensor;
};

/** Makes a penalty from its formulas, with those forms on symbols that it has. */
export function makePenalty<Forms extends SymbolForms>(
  definition: Definition<Forms>,
): Regularizer<'penalty'> & Omit<Definition<Forms>, 'name' | 'options' | 'penaltyOf'> {
  const { name, options, penaltyOf, ...forms } = definition;
  const applies = ({ rank }: Pick<Tensor, 'rank'>) => options.include === 'all' || rank > 1;
  return defineRegularizer({
    ...forms,
    name,
    config: Object.freeze({ regularizer: name, ...options }),
    applies,
    penalty: (parameters: Iterable<Tensor>) =>
      tidy(() => {
        const terms = [...parameters].filter(applies).map((w) => penaltyOf(w));
        return terms.length === 0 ? scalar(0) : (terms.reduce((a, b) => add(a, b)) as Scalar);
      }),
  });
}
