/** What a figure shows, in rows of numbers and words. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | undefined)[])[];
}

/** A table as CSV, RFC 4180. Numbers keep all their digits. */
export function csvOf({ columns, rows }: Table): string {
  const cell = (value: number | string | undefined) =>
    typeof value === 'string' && /[",\r\n]/.test(value)
      ? `"${value.replaceAll('"', '""')}"`
      : String(value ?? '');
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A cell as it is read: a number in four digits. */
export const shown = (value: number | string | undefined): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : (value ?? '');
