import type { Colors } from '../shell/io.js';
import { left, printable, right, widthOf } from './layout.js';

/** Largest number of classes whose matrix is printed. */
const mostClasses = 20;

/**
 * A confusion matrix: a row for each true class, a column for each predicted one. Hits are bold
 * and green, misses red, zeros a dim dot. A matrix too wide for the terminal is left out.
 */
export function formatConfusion(
  counts: readonly (readonly number[])[],
  classNames: readonly string[],
  columns: number,
  colors: Colors,
): string {
  const names = classNames.map((name) => shorten(printable(name)));
  const nameWidth = Math.max(4, ...names.map(widthOf));
  const width = Math.max(3, ...names.map(widthOf), ...counts.flat().map((n) => String(n).length));
  const recalls = counts.map((row, i) => {
    const total = row.reduce((a, b) => a + b, 0);
    return total === 0 ? '–' : `${((100 * (row[i] as number)) / total).toFixed(1)} %`;
  });
  const total = 2 + nameWidth + 2 + counts.length * (width + 1) + 10;
  if (counts.length > mostClasses || total > columns) {
    return `  ${colors.dim(`${counts.length} classes: the matrix is in the output of --json.`)}\n`;
  }

  const header = names.map((name) => right(name, width)).join(' ');
  const lines = counts.map((row, i) => {
    const cells = row.map((n, j) => cell(n, i === j, width, colors)).join(' ');
    const hits = right(recalls[i] as string, 9);
    return `  ${left(names[i] as string, nameWidth)}  ${cells}${colors.dim(hits)}`;
  });
  const corner = left('', nameWidth);
  return `${[`  ${corner}  ${colors.dim(`${header}   recall`)}`, ...lines].join('\n')}\n`;
}

function cell(n: number, isHit: boolean, width: number, colors: Colors): string {
  const text = right(n === 0 && !isHit ? '·' : String(n), width);
  if (isHit) return colors.bold(colors.green(text));
  return n === 0 ? colors.dim(text) : colors.red(text);
}

const shorten = (name: string) =>
  widthOf(name) > 14 ? `${[...name].slice(0, 13).join('')}…` : name;
