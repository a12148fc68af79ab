import { optimizers } from '../../packages/optim/src/index.js';
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
  /** What other entry points than `@nadir/optim` export: its name, and the entry point. */
  readonly elsewhere: readonly (readonly [name: string, from: string])[];
  /** What is wrong with the row. */
  readonly problems: readonly string[];
}

const ruleDefaults = new Map(
  Object.values(optimizers).map(({ rule }) => [rule.name, rule.defaults]),
);

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
  const report = (problem: string) => problems.push(`${name}: ${problem}`);
  const codes = [row.here].flat();
  const known = knownOptions(codes, surface, report);
  const translations = recorded.flatMap(({ name: there }) => {
    const word = row.options?.[there] ?? (there in page.without ? undefined : wordOf(there, page));
    return word === undefined ? [] : translate(there, word, known, report);
  });
  const differences = translations.flatMap(({ there, here }) => {
    const told = recorded.find((option) => option.name === there)?.default;
    return differencesOf(here, told, known).flatMap((difference) => {
      const reason = row.defaults?.[difference.option];
      if (reason !== undefined) return [{ ...difference, reason }];
      const { option } = difference;
      report(`${option} is ${difference.here}, there ${difference.there}, and no reason is given.`);
      return [];
    });
  });
  return { translations, differences, elsewhere: elsewhere(codes, surface), problems };
}

/** An option as the words of a page have it, or else in camelCase. */
function wordOf(there: string, { words }: Page): string | readonly string[] {
  return words[there] ?? camelCase(there);
}

function translate(
  there: string,
  word: string | readonly string[],
  known: Options,
  report: (problem: string) => void,
): Translation[] {
  if (typeof word === 'string' && isRemark(word)) return [{ there, here: [], remark: word }];
  const here = [word].flat();
  const unknown = here.filter((option) => !known.has(option));
  if (unknown.length === 0) return [{ there, here }];
  report(`got no option ${unknown.join(', ')} for ${there}.`);
  return [];
}

/** Options whose default here is other than that of the one option there, as far as both are told. */
function differencesOf(
  here: readonly string[],
  told: unknown,
  known: Options,
): Omit<Difference, 'reason'>[] {
  return here.flatMap((option, i) => {
    const thereIs = here.length > 1 && Array.isArray(told) ? told[i] : told;
    const hereIs = known.get(option);
    const isTold = thereIs !== undefined && thereIs !== null && hereIs !== undefined;
    const isSame = JSON.stringify(thereIs) === JSON.stringify(hereIs);
    return isTold && !isSame ? [{ option, here: hereIs, there: thereIs }] : [];
  });
}

/** The names in pieces of code that other entry points than `@nadir/optim` export, and TensorFlow.js does not. */
function elsewhere(codes: readonly string[], surface: Surface): Resolved['elsewhere'] {
  const roots = codes.flatMap(usesIn).flatMap(({ path: [root] }) => root ?? []);
  return [...new Set(roots)].flatMap((root) => {
    const from = surface.packageOf(root);
    const isUsual = from === undefined || from === '@nadir/optim' || from === 'tf';
    return isUsual ? [] : [[root, from] as const];
  });
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
