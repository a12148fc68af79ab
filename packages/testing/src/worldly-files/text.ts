/** Rows of a delimited text. A cell is in quotes where it has to be. */
export const delimited = (
  rows: readonly (readonly (string | number)[])[],
  delimiter: string,
  lineBreak = '\n',
): string =>
  rows
    .map(
      (cells) => cells.map((cell) => quoted(String(cell), delimiter)).join(delimiter) + lineBreak,
    )
    .join('');

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** UTF-16, little end first, with a byte order mark. */
export function utf16(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * (text.length + 1)));
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * (i + 1), text.charCodeAt(i), true);
  return new Uint8Array(view.buffer);
}

/** A date such as `31.01.2024`. */
export const dayMonthYear = (date: Date): string =>
  date.toISOString().slice(0, 10).split('-').reverse().join('.');

const dayMs = 86_400_000;

/** Midnight in UTC, so many days after the beginning of a year. */
export const dayOf = (year: number, day: number): Date =>
  new Date(Date.UTC(year, 0, 1) + day * dayMs);
