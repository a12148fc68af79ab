/** Rows as CSV text (RFC 4180), one line for each, ending in a line break. */
export const toCsv = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => `${row.map((cell) => quote(cell, delimiter)).join(delimiter)}\n`).join('');

const quote = (cell: string, delimiter: string) =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
