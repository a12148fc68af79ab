import { OptionError, type Regularizer } from '@nadir/core';
import {
  describe,
  keepRegistered,
  type RegularizerForms,
  restoreNamed,
  type SavedRegularizer,
} from '@nadir/core/internal';
import * as regularizers from './all-regularizers.js';

/**
 * The penalty or constraint that a saved `config` describes.
 *
 * It knows all of this package, so a bundle with it has them all, and those of your own that were
 * registered. An optimizer knows those that the program uses.
 *
 * @param forms Names of the forms that are needed, such as `'proximal'`; the result has them.
 * @throws {@link OptionError} when the name is unknown, an option leaves its range, or it lacks a form.
 * @example
 * ```ts
 * const text = JSON.stringify(l1(1e-4).config);
 * const proximal = restoreRegularizer(JSON.parse(text), 'proximal');
 * const optimizer = new SGD(model, { learningRate: 0.1, proximal });
 * ```
 */
export function restoreRegularizer<Forms extends keyof RegularizerForms = never>(
  config: SavedRegularizer,
  ...forms: Forms[]
): Regularizer<Forms> {
  keepRegistered(regularizers);
  const restored = restoreNamed('restoreRegularizer', 'regularizer', config);
  const lacking = forms.find((form) => !(form in restored));
  if (lacking === undefined) return restored as Regularizer<Forms>;
  throw new OptionError(
    `restoreRegularizer: got ${describe(restored.name)}, expected one that has \`${lacking}\`.`,
  );
}
