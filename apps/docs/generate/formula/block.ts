import { texOf } from './expression.js';

/** Characters of a line that fit on a page. */
const widest = 90;

/**
 * Lines of a formula as one aligned block of TeX. Two spaces and more part a line into columns; the first is
 * aligned at its arrow or equals sign. A line without either is text. Where lines are wider than a page, what stands
 * to the right goes below.
 */
export function blockOf(lines: readonly string[]): string {
  const isWide = lines.some((line) => line.length > widest);
  const rows = lines.map((line) => {
    const [first = '', ...others] = columnsOf(line);
    const { left, right } = atRelation(first);
    const beside = others.map((column) => `& \\qquad ${columnTex(column)}`);
    return isWide
      ? [`${left} & ${right}`, ...beside].join(' \\\\\n')
      : [`${left} & ${right}`, ...beside].join(' & ');
  });
  return `\\begin{aligned}\n${rows.join(' \\\\\n')}\n\\end{aligned}`;
}

/** Columns of a line; what follows a comma belongs to what is before it, however far. */
function columnsOf(line: string): string[] {
  return line
    .replace(/([,;]) {2,}(?=or |and |\S)/g, '$1\u2003')
    .trim()
    .split(/ {2,}/)
    .filter((column) => column !== '');
}

const columnTex = (column: string): string => column.split('\u2003').map(texOf).join(' \\quad ');

function atRelation(column: string): { left: string; right: string } {
  const [head = '', ...alternatives] = column.split('\u2003');
  const at = /^[^(←=]*?\s([←=])\s/.exec(head);
  const rest = alternatives.map((one) => ` \\quad ${texOf(one)}`).join('');
  if (at === null) return { left: '', right: texOf(head) + rest };
  const split = at[0].length - 2;
  return {
    left: texOf(head.slice(0, split).trim()),
    right: texOf(head.slice(split).trim()) + rest,
  };
}
