import type { Colors } from '../../shell/io.js';
import { fold, left, printable, right, widthOf, wrap } from '../../terminal/layout.js';
import { formatBytes, formatCount } from '../../text/numbers.js';
import type { Inspected, InspectedArray } from './inspected.js';

/** Least columns that a name is broken to; below, each array takes two lines. */
const leastNameColumns = 20;

/** Longest text of the metadata that is shown; `--json` has all. */
const longestText = 300;

/** What there is in a file, for people. */
export function formatInspected(file: Inspected, columns: number, colors: Colors): string {
  const { bold, dim } = colors;
  const width = Math.max(20, columns);
  return [
    ...fold(printable(file.path), width).map(bold),
    dim(`  ${file.format}, ${formatBytes(file.bytes)}`),
    '',
    ...arrayLines(file.arrays, width, colors),
    ...(file.arrays.length > 0 ? [''] : []),
    ...summaryLines(file.arrays, width, colors),
    ...metadataLines(file.metadata, width, colors),
    '',
    '',
  ].join('\n');
}

interface Column {
  readonly heading: string;
  readonly align: typeof left;
  cell(array: InspectedArray): string;
}

const columns: readonly Column[] = [
  { heading: 'name', align: left, cell: ({ name }) => printable(name) },
  { heading: 'dtype', align: left, cell: dtypeOf },
  { heading: 'shape', align: left, cell: shapeOf },
  { heading: 'size', align: right, cell: ({ bytes }) => formatBytes(bytes) },
];

const figures: readonly Column[] = (['min', 'max', 'mean'] as const).map((heading) => ({
  heading,
  align: right,
  cell: (array) => figureOf(array[heading]),
}));

/** The arrays as a table where it has room, or else with the name of each in a line above. */
function arrayLines(arrays: readonly InspectedArray[], width: number, colors: Colors): string[] {
  if (arrays.length === 0) return [];
  const hasFigures = arrays.some(({ nan }) => nan !== undefined);
  const shown = hasFigures ? [...columns, ...figures] : columns;
  const table = arrays.map((array) => shown.map(({ cell }) => cell(array)));
  const widths = shown.map(({ heading }, i) =>
    Math.max(...[heading, ...table.map((cells) => cells[i] as string)].map(widthOf)),
  );
  const others = widths.slice(1).reduce((sum, one) => sum + 2 + one, 2);
  const longest = widths[0] as number;
  const names = Math.min(longest, width - others);
  // Names in three lines are harder to read than a table without columns.
  if (names < Math.min(longest, leastNameColumns) || longest > 2 * names) {
    return arrays.flatMap((array) => stacked(array, width, colors));
  }
  const lineOf = (cells: readonly string[]) =>
    cells
      .map(
        (cell, i) =>
          `  ${(shown[i] as Column).align(cell, i === 0 ? names : (widths[i] as number))}`,
      )
      .join('')
      .trimEnd();
  return [
    colors.dim(lineOf(shown.map(({ heading }) => heading))),
    ...arrays.flatMap((array, i) => {
      const [name = '', ...cells] = table[i] as string[];
      const [first = '', ...more] = fold(name, names);
      return [
        lineOf([first, ...cells]),
        ...more.map((part) => `  ${part}`),
        ...warningLines(array, colors),
      ];
    }),
  ];
}

function stacked(array: InspectedArray, width: number, colors: Colors): string[] {
  const { min, max, mean, bytes } = array;
  const range =
    mean === undefined || mean === null
      ? ''
      : `; ${figureOf(min)} to ${figureOf(max)}, mean ${figureOf(mean)}`;
  const facts = `${dtypeOf(array)} ${shapeOf(array)}, ${formatBytes(bytes)}${range}`;
  return [
    ...fold(printable(array.name), width - 2).map((line) => `  ${line}`),
    ...wrap(facts, width - 4).map((line) => colors.dim(`    ${line}`)),
    ...warningLines(array, colors),
  ];
}

function warningLines({ nan = 0, infinite = 0 }: InspectedArray, { red }: Colors): string[] {
  return nan + infinite === 0 ? [] : [red(`    ${notFinite(nan, infinite)}`)];
}

function summaryLines(arrays: readonly InspectedArray[], width: number, colors: Colors): string[] {
  const sum = (numberOf: (array: InspectedArray) => number) =>
    arrays.reduce((total, array) => total + numberOf(array), 0);
  const nan = sum((array) => array.nan ?? 0);
  const infinite = sum((array) => array.infinite ?? 0);
  const facts = [
    `${formatCount(arrays.length)} ${arrays.length === 1 ? 'array' : 'arrays'}`,
    `${formatCount(sum(({ elements }) => elements))} elements`,
    formatBytes(sum(({ bytes }) => bytes)),
  ];
  const wereRead = arrays.some((array) => array.nan !== undefined);
  if (wereRead && nan + infinite === 0) facts.push('all finite');
  const lines = fold(facts.join(', '), width - 2).map((line) => `  ${line}`);
  return nan + infinite === 0 ? lines : [...lines, colors.red(`  ${notFinite(nan, infinite)}`)];
}

function notFinite(nan: number, infinite: number): string {
  const parts = [
    ...(nan > 0 ? [`${formatCount(nan)} NaN`] : []),
    ...(infinite > 0 ? [`${formatCount(infinite)} infinite`] : []),
  ];
  return parts.join(', ');
}

function metadataLines(metadata: Inspected['metadata'], width: number, { dim }: Colors): string[] {
  const entries = Object.entries(metadata);
  if (entries.length === 0) return [];
  return [
    '',
    dim('  metadata'),
    ...entries.flatMap(([name, text]) => {
      const shown = text.length > longestText ? `${text.slice(0, longestText)} …` : text;
      const more = text.length > longestText ? ` (${formatCount(text.length)} characters)` : '';
      const [first = '', ...others] = fold(
        `${printable(name)}: ${printable(shown)}${more}`,
        width - 6,
      );
      return [`    ${first}`, ...others.map((line) => `      ${line}`)];
    }),
  ];
}

/** `F32`, or `F32 (U8)` where the file has it quantized. */
function dtypeOf({ dtype, stored }: InspectedArray): string {
  return stored === undefined ? dtype : `${dtype} (${stored})`;
}

function shapeOf({ shape }: InspectedArray): string {
  return `[${shape.join(', ')}]`;
}

/** Three significant digits, as `--json` has all; whole numbers as they are. */
function figureOf(value: number | null | undefined): string {
  if (value === undefined || value === null) return '–';
  const size = Math.abs(value);
  const isPlain = value === 0 || (size >= 1e-4 && size < 1e6);
  if (!isPlain) return value.toExponential(2);
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
}
