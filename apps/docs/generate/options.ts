import { oneLine, type Property } from './sources.js';

/** An option as a row of a table, Markdown. */
export interface OptionRow {
  readonly name: string;
  readonly meaning: string;
  readonly symbol: string;
  readonly range: string;
  readonly default: string;
}

const interval = /(?:in|within) [[(][^\])]*[\])]/.source;
const bound = /[≥>≤<] ?[^\s,;:]*[^\s,;:.]/.source;
const integer = /an integer(?: (?:≥|>|in) ?(?:[[(][^\])]*[\])]|[^\s,;:]*[^\s,;:.]))?/.source;
const rangePattern = new RegExp(
  `,? (?:as a rule )?((?:${integer}|${interval}|${bound})(?: and ${bound})?(?:, or (?:\`[^\`]*\`|\\d+) for [^.;:]*)?)`,
);

/** A Greek letter, or a single Latin one, with what is written to it. θ is the parameter and no option. */
const symbolPattern =
  /(?<!which|from) ((?:[α-ηι-ωΓ]|[B-HJ-Zb-hj-z](?=[\s,.:;₀-₉⁺⁻ₛ]))[₀-₉⁺⁻ₛ]*)(?=[\s,.:;]|$)/;

/** The parts of what the doc comment of an option says. */
export function optionRow({ name, type, text }: Property): OptionRow {
  const isNumber = /^(Numeric|number)\b/.test(type);
  const [before = '', given] = text.split(/\bDefault:? /);
  const range = isNumber ? (rangePattern.exec(before)?.[1] ?? '') : valuesOf(type);
  const symbol =
    isNumber && !/^(What|Divide|Bound on|Value)\b/.test(before)
      ? (symbolPattern.exec(before)?.[1] ?? '')
      : '';
  return {
    name,
    meaning: meaningOf(before, { symbol, range: isNumber ? range : '' }),
    symbol,
    range,
    default: given === undefined ? '' : oneLine(given).replace(/\.$/, ''),
  };
}

function meaningOf(text: string, { symbol, range }: { symbol: string; range: string }): string {
  const without = text
    .replace(range === '' ? '' : new RegExp(`,? (?:as a rule )?${escaped(range)}`), '')
    .replace(symbol === '' ? '' : new RegExp(` ${escaped(symbol)}(?=[\\s,.:;]|$)`), '');
  return oneLine(without)
    .replace(/^[,;:] /, '')
    .replace(/[.;:,]+$/, '');
}

/** What an option that is no number takes. */
function valuesOf(type: string): string {
  if (type === 'boolean') return '`true`, `false`';
  const alternatives = type.split('|').map((one) => one.trim());
  return alternatives.every((one) => /^('.*'|null|true|false)$/.test(one))
    ? alternatives.map((one) => `\`${one}\``).join(', ')
    : '';
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
