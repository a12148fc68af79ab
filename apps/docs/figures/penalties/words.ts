import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import { lambda, type Penalty, type Pulled, penalties, type Terrain } from './model.js';

type Said = Words['figures']['penalties'];

const short = (value: number): string => String(Number(value.toFixed(2)) + 0).replace('-', '−');

/** Where a penalty takes the minimum, and which weights become 0. */
export function sentencesOf(penalty: Penalty, { minimum, zeros }: Pulled, said: Said): string[] {
  const [first, second] = minimum;
  const names = [said.first, said.second];
  const [zero] = zeros;
  return [
    said.at(said[penalty], short(first), short(second)),
    zero === undefined
      ? said.noZero
      : zeros.length === names.length
        ? said.zeros
        : said.zero(names[zero - 1] ?? ''),
  ];
}

/** The minima over λ under both penalties. */
export const tableOf = ({ paths }: Terrain, said: Said): Table => ({
  columns: [
    said.onPath,
    ...penalties.flatMap((penalty) =>
      [said.first, said.second].map((weight) => `${said[penalty]}: ${weight}`),
    ),
  ],
  rows: paths.l1.map((_, i) => [
    (lambda.max * i) / (paths.l1.length - 1),
    ...penalties.flatMap((penalty) => [...(paths[penalty][i] ?? [])]),
  ]),
});
