import type { Colors } from '../shell/io.js';
import { left, widthOf, wrap } from './layout.js';

/** What a row says: all is well, something fails, something is not there, or neither. */
export type Mark = 'good' | 'bad' | 'absent' | 'plain';

/** A row: its mark and name, cells that stand below each other, and lines below it. */
export interface Row {
  readonly mark: Mark;
  readonly name: string;
  readonly cells: readonly string[];
  readonly notes?: readonly string[];
}

/** Rows below a heading; the other headings stand above the cells. */
export interface Section {
  readonly headings: readonly [string, ...string[]];
  readonly rows: readonly Row[];
}

/** Characters before a name: two to indent, the mark and a space. */
const margin = 4;

/** Longer lines are hard to read. */
const widest = 100;

/** Sections below each other, as wide as the terminal; a last cell that is wider goes on below itself. */
export function formatSections(
  sections: readonly Section[],
  columns: number,
  colors: Colors,
): string {
  const width = Math.min(widest, columns);
  const names = sections.flatMap(({ headings: [title], rows }) => [
    widthOf(title) - 2,
    ...rows.map(({ name }) => widthOf(name)),
  ]);
  const indent = margin + Math.max(...names) + 2;
  return sections.map((section) => formatSection(section, indent, width, colors)).join('\n');
}

function formatSection(
  { headings: [title, ...headings], rows }: Section,
  indent: number,
  width: number,
  colors: Colors,
): string {
  const { bold, dim } = colors;
  const table = [headings, ...rows.map(({ cells }) => cells)];
  // The last cell of a row takes what room is left, so it makes no column wider.
  const widths = headings.map((_, i) =>
    Math.max(...table.map((cells) => (i === cells.length - 1 ? 0 : widthOf(cells[i] ?? '')))),
  );
  const lineOf = (cells: readonly string[]) =>
    cells.map((cell, i) => (i < cells.length - 1 ? left(cell, (widths[i] ?? 0) + 2) : cell));
  const lines = rows.flatMap(({ mark, name, cells, notes = [] }) => {
    const parts = lineOf(cells);
    const at = indent + widthOf(parts.slice(0, -1).join(''));
    const [first = '', ...more] = wrap(parts.at(-1) ?? '', width - at);
    const head = `  ${marks[mark](colors)} ${left(name, indent - margin)}`;
    const below = notes.flatMap((note) => wrap(note, width - indent));
    return [
      `${head}${parts.slice(0, -1).join('')}${first}`,
      ...more.map((line) => ' '.repeat(at) + line),
      ...below.map((line) => ' '.repeat(indent) + dim(line)),
    ];
  });
  const head =
    headings.length === 0
      ? `  ${bold(title)}`
      : `  ${left(bold(title), indent - 2)}${dim(lineOf(headings).join(''))}`;
  return [head, ...lines, ''].join('\n');
}

const marks: Readonly<Record<Mark, (colors: Colors) => string>> = {
  good: ({ green }) => green('✓'),
  bad: ({ red }) => red('✗'),
  absent: ({ yellow }) => yellow('–'),
  plain: () => ' ',
};
