import { FormatError } from '@nadir/core';

/** What the dictionary of a header holds. */
export interface HeaderFields {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** A key with its value: text, a boolean or a tuple of integers. */
const entry =
  /\s*(["'])(?<key>descr|fortran_order|shape)\1\s*:\s*(?:(["'])(?<text>[^"'\\]*)\3|(?<word>True|False)|\((?<list>[0-9L,\s]*)\))\s*(?:,|(?=\}))/y;

/**
 * Reads the dictionary of a header, as NumPy writes it: a literal of Python with three keys in any order.
 *
 * @param where Begins the messages.
 * @throws {@link FormatError} naming the key or the place that is wrong.
 */
export function parseHeader(where: string, header: string): HeaderFields {
  if (/["']descr["']\s*:\s*\[/.test(header)) {
    throw new FormatError(
      `${where}: got records of several fields as \`descr\`, expected numbers. Save each field by itself: array['name'].`,
    );
  }
  const entries = new Map<string, Readonly<Record<string, string | undefined>>>();
  let at = take(where, header, 0, /\s*\{/y, '`{`');
  for (entry.lastIndex = at; ; at = entry.lastIndex) {
    const { key, ...values } = entry.exec(header)?.groups ?? {};
    if (key === undefined) break;
    if (entries.has(key))
      throw new FormatError(`${where}: got \`${key}\` twice, expected it once.`);
    entries.set(key, values);
  }
  take(where, header, at, /\s*\}\s*$/y, 'descr, fortran_order and shape, as NumPy writes them');
  const fieldOf = (key: string, kind: string): string => {
    const value = entries.get(key)?.[kind];
    if (value !== undefined) return value;
    throw new FormatError(
      `${where}: got no \`${key}\` of the form that NumPy writes, expected one.`,
    );
  };
  return {
    descr: fieldOf('descr', 'text'),
    fortranOrder: fieldOf('fortran_order', 'word') === 'True',
    shape: sizesOf(where, fieldOf('shape', 'list')),
  };
}

/** The place after what an expression finds. */
function take(where: string, header: string, at: number, expression: RegExp, expected: string) {
  expression.lastIndex = at;
  if (expression.test(header)) return expression.lastIndex;
  const got = at < header.length ? JSON.stringify(header.slice(at, at + 20)) : 'its end';
  throw new FormatError(
    `${where}: got ${got} at character ${at} of the header, expected ${expected}.`,
  );
}

/** The sizes in a tuple, such as `3, 4` or `3,`. Python 2 has written a letter `L` after some. */
function sizesOf(where: string, list: string): number[] {
  const parts = list.trim() === '' ? [] : list.trim().replace(/,$/, '').split(',');
  return parts.map((part) => {
    const size = /^\s*[0-9]+L?\s*$/.test(part) ? Number.parseInt(part, 10) : Number.NaN;
    if (Number.isSafeInteger(size)) return size;
    throw new FormatError(
      `${where}: got the \`shape\` (${list.slice(0, 80)}), expected integers below 2⁵³ with commas between them.`,
    );
  });
}
