import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import { type Picture, steps } from './model.js';

type Said = Words['figures']['optimizerPath'];

/** How far the path comes, in a sentence. */
export function sentenceOf({ heights, outcome, refused }: Picture, said: Said): string {
  if (refused !== undefined) return refused;
  const [first, last] = heights.map((height) => String(Number(height.toPrecision(2))));
  return outcome === 'diverges'
    ? said.diverges
    : said.descends(steps, first as string, last as string);
}

/** The coordinates, step by step. */
export const tableOf = ({ points }: Picture, said: Said): Table => ({
  columns: [said.step, 'x', 'y'],
  rows: points.map(([x, y], i) => [i, x, y]),
});
