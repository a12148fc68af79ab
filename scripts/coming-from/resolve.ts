import { rules } from '../../packages/core/src/optimizers/index.js';
import { usesIn } from './code.js';
import type { Page, RecordedOption, Row } from './row.js';
import type { Options, Surface } from './surface.js';

/** What became of one option of a name. */
export interface Translation {
  readonly there: string;
  /** Names here; none where `remark` says what there is instead. */
  readonly here: readonly string[];
  readonly remark?: string;
}

/** An option with another default here. */
export interface Difference {
  readonly option: string;
  readonly here: unknown;
  readonly there: unknown;
  readonly reason: string;
}

export interface Resolved {
  readonly translations: readonly Translation[];
  readonly differences: readonly Difference[];
  /** What another package than `@nadir/core` exports: its name, and the package. */
  readonly elsewhere: readonly (readonly [name: string, from: string])[];
  /** What is wrong with the row. */
  readonly problems: readonly string[];
}

const ruleDefaults = new Map(Object.values(rules).map(({ name, defaults }) => [name, defaults]));

/** A text that says something, where a name could stand. */
const isRemark = (text: string) => /[ `]/.test(text);

/** How the options of one name are written here, by the words of its page and of its row. */
export function resolve(
  row: Row,
  name: string,
  recorded: readonly RecordedOption[],
  page: Page,
  surface: Surface,
): Resolved {
  if (row.here === undefined) {
    const problems = row.note ? [] : [`${name}: has no counterpart, and no note says why.`];
    return { translations: [], differences: [], elsewhere: [], problems };
  }
  const problems: string[] = [];
  const known = knownOptions([row.here].flat(), surface, (problem) =>
    problems.push(`${name}: ${problem}`),
  );

  const translations = recorded.flatMap(({ name: there }) => {
    const own = row.options?.[there];
    if (own === undefined && there in page.without) return [];
    const word = own ?? page.words[there] ?? camelCase(there);
    if (typeof word === 'string' && isRemark(word)) return [{ there, here: [], remark: word }];
    const here = [word].flat();
    const unknown = here.filter((option) => !known.has(option));
    if (unknown.length === 0) return [{ there, here }];
    problems.push(`${name}: got no option ${unknown.join(', ')} for ${there}.`);
    return [];
  });

  const differences: Difference[] = [];
  for (const { there, here } of translations) {
    const told = recorded.find(({ name }) => name === there)?.default;
    here.forEach((option, i) => {
      const thereIs = here.length > 1 && Array.isArray(told) ? told[i] : told;
      const hereIs = known.get(option);
      if (thereIs === undefined || thereIs === null || hereIs === undefined) return;
      if (JSON.stringify(thereIs) === JSON.stringify(hereIs)) return;
      const reason = row.defaults?.[option];
      if (reason !== undefined) differences.push({ option, here: hereIs, there: thereIs, reason });
      else
        problems.push(`${name}: ${option} is ${hereIs}, there ${thereIs}, and no reason is given.`);
    });
  }
  const roots = new Set(
    [row.here]
      .flat()
      .flatMap(usesIn)
      .flatMap(({ path: [root] }) => root ?? []),
  );
  const elsewhere = [...roots].flatMap((root) => {
    const from = surface.packageOf(root);
    return from === undefined || from === '@nadir/core' || from === 'tf'
      ? []
      : [[root, from] as const];
  });
  return { translations, differences, elsewhere, problems };
}

/** What a row says of options that none of its names has, or that do not differ. */
export function leftovers(row: Row, names: readonly string[], all: readonly Resolved[]): string[] {
  const used = new Set(all.flatMap(({ translations }) => translations.map(({ there }) => there)));
  const differing = new Set(
    all.flatMap(({ differences }) => differences.map(({ option }) => option)),
  );
  const options = Object.keys(row.options ?? {}).filter((option) => !used.has(option));
  const defaults = Object.keys(row.defaults ?? {}).filter((option) => !differing.has(option));
  return [
    ...options.map((option) => `${names}: there is no option ${option}.`),
    ...defaults.map((option) => `${names}: the defaults of ${option} do not differ.`),
  ];
}

/** The options of all names in pieces of code, with the values that they have there. */
function knownOptions(
  codes: readonly string[],
  surface: Surface,
  report: (problem: string) => void,
): Options {
  const known = new Map<string, unknown>();
  for (const { path, given, positional } of codes.flatMap(usesIn)) {
    const isCommon = path.length === 0;
    const options = surface.optionsOf(isCommon ? ['OptimizerOptions'] : path);
    if (options === undefined) {
      report(`nothing is called ${path.join('.')}.`);
      continue;
    }
    const defaults = ruleDefaults.get(path[0] ?? '');
    const names = surface.argumentsOf(path);
    for (const [option, told] of options) {
      // Of options in front of which no name stands, the values are examples.
      const written = isCommon
        ? undefined
        : (given.get(option) ?? positional[names.indexOf(option)]);
      known.set(option, written ?? defaults?.[option] ?? told);
    }
    for (const option of given.keys()) {
      if (!options.has(option))
        report(`${path.join('.') || 'an optimizer'} has no option ${option}.`);
    }
  }
  return known;
}

function camelCase(name: string): string {
  return name
    .replace(/_+$/, '')
    .replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
