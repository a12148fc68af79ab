import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import { type Picture, rangeOf, type Settings } from './model.js';

type Said = Words['figures']['weightDecay'];

/** What the picture shows, in sentences. */
export function sentencesOf({ shrinkage }: Picture, settings: Settings, said: Said): string[] {
  if (settings.weightDecay === 0) return [said.none];
  const { middle } = rangeOf(shrinkage.decoupled);
  const { least, most } = rangeOf(shrinkage.l2);
  return [said.together, said.apart(percent(middle), percent(least), percent(most))];
}

/** The scatter, weight by weight. */
export const tableOf = ({ shrinkage: { l2, decoupled } }: Picture, said: Said): Table => ({
  columns: [
    said.weight,
    ...[said.l2, said.decoupled].flatMap((kind) => [`${kind}: √v̂`, `${kind}: ${said.shrinkage}`]),
  ],
  rows: l2.map((one, i) => [i + 1, ...one, ...(decoupled[i] ?? [])]),
});

const percent = (share: number): number => Math.round(100 * share);
