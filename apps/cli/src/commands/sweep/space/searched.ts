import { usageError } from '../../../shell/errors.js';
import { spaceOf } from '../../../spaces/published.js';
import { checkedOptions } from '../../../training/checked-options.js';
import { ruleOf } from '../../../training/optimizers.js';
import { type Dimension, isSearched, type Setting, type Space, valuesOf } from './dimension.js';
import { parseDimension } from './parse.js';
import { isOption, optionsOf, type Searchable } from './searchable.js';

/** What is searched, and what is not. */
export interface Searched {
  /** Flags with more than one value. */
  readonly space: Space;
  /** Flags of the training with one value. */
  readonly fixed: Setting;
  /**
   * The flags of a trial at a point of the space: options that its optimizer does not have are left out, those with one value added.
   * @throws {@link CliError} with status 2 where an option is out of its range.
   */
  readonly reduced: (point: Setting) => Setting;
}

/**
 * The space that flags ask for; the published one of the optimizer where they ask for none.
 *
 * @param given Flags of the space, as they are written.
 * @throws {@link CliError} with status 2 that says what to write.
 */
export function searchedSpace(
  given: Readonly<Record<string, string>>,
  known: Readonly<Record<string, Searchable>>,
): Searched {
  const dimensions = Object.entries(given).map(
    ([name, text]) => [name, parseDimension(name, text, known[name] as Searchable)] as const,
  );
  const searched = dimensions.filter(([, dimension]) => isSearched(dimension));
  const single: Setting = Object.fromEntries(
    dimensions.flatMap(([name, dimension]) =>
      isSearched(dimension) ? [] : [[name, valuesOf(dimension)?.[0] as Setting[string]]],
    ),
  );
  const nameOf = (setting: Setting) => String(setting.optimizer ?? single.optimizer ?? 'adamw');
  const space =
    searched.length > 0 ? Object.fromEntries(searched) : publishedSpace(nameOf({}), single);
  const parts = (setting: Setting, wanted: (name: string) => boolean): Setting =>
    Object.fromEntries(Object.entries(setting).filter(([name]) => wanted(name)));
  return {
    space,
    fixed: parts(single, (name) => !isOption(name)),
    reduced(point) {
      const optimizer = nameOf(point);
      const own = optionsOf(optimizer);
      const options = parts({ ...single, ...point }, (name) => own.includes(name));
      checkedOptions(optimizer, options);
      return { ...parts(point, (name) => !isOption(name)), ...options };
    },
  };
}

/** The published space of an optimizer, or learning rates around its default, without what is given. */
function publishedSpace(name: string, given: Setting): Space {
  const options = Object.entries(spaceOf(name, ruleOf(name)).options)
    .filter(([option]) => !Object.hasOwn(given, option))
    .map(([option, distribution]): [string, Dimension] => [
      option,
      { distribution, isWhole: false },
    ]);
  if (options.length > 0) return Object.fromEntries(options);
  throw usageError(
    'nadir sweep: got nothing to search, expected a flag with several values. Write --learning-rate log:1e-4..1e-1.',
  );
}
