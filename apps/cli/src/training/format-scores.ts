import type { Colors } from '../shell/io.js';
import { left, right } from '../terminal/layout.js';
import { formatNumber, formatPercent } from '../text/numbers.js';
import type { FinalScores } from './scores.js';

/** How each figure is headed and written. */
const figures: readonly {
  readonly name: keyof FinalScores;
  readonly heading: string;
  readonly format: (value: number) => string;
}[] = [
  { name: 'loss', heading: 'loss', format: formatNumber },
  { name: 'accuracy', heading: 'accuracy', format: formatPercent },
  { name: 'f1', heading: 'F1', format: (value) => value.toFixed(4) },
  { name: 'auc', heading: 'ROC AUC', format: (value) => value.toFixed(4) },
  { name: 'rmse', heading: 'RMSE', format: formatNumber },
  { name: 'mae', heading: 'MAE', format: formatNumber },
  { name: 'r2', heading: 'R²', format: formatShare },
];

/** R² with four digits; far below 0 no digit after the point means anything. */
function formatShare(value: number): string {
  return value < -10 ? formatNumber(value) : value.toFixed(4);
}

const cellWidth = 11;

/** Scores of parts below each other; the last part is the one that counts. Where the terminal is narrow, the last figures are left out. */
export function formatScores(
  parts: Readonly<Record<string, FinalScores>>,
  columns: number,
  colors: Colors,
): string[] {
  const rows = Object.entries(parts);
  const nameWidth = 2 + Math.max(...rows.map(([name]) => name.length));
  const room = Math.max(1, Math.floor((columns - 2 - nameWidth) / cellWidth));
  const shown = figures
    .filter(({ name }) => rows.some(([, scores]) => scores[name] !== undefined))
    .slice(0, room);
  const row = (name: string, cells: readonly string[]) =>
    `  ${left(name, nameWidth)}${cells.map((cell) => right(cell, cellWidth)).join('')}`;
  const head = colors.dim(
    row(
      '',
      shown.map(({ heading }) => heading),
    ),
  );
  const lines = rows.map(([part, scores], i) => {
    const cells = shown.map(({ name, format }) => {
      const value = scores[name];
      return value == null ? '–' : format(value);
    });
    const line = row(part, cells);
    return i === rows.length - 1 ? colors.bold(line) : line;
  });
  return [head, ...lines];
}
