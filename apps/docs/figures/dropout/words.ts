import type { Words } from '../../en/words/index.js';
import { shown, type Table } from '../../ui/figure/table.js';
import { keptUnits, type Picture, spreadOf } from './model.js';

type Said = Words['figures']['dropout'];

/** What the picture shows, in two sentences. */
export function sentencesOf(
  { p, probe, accuracies }: Picture,
  evaluating: boolean,
  said: Said,
): string[] {
  const kept = keptUnits(probe, evaluating);
  const count = kept.filter((takesPart) => !takesPart).length;
  const factor = shown(Number((1 / (1 - p)).toFixed(2)));
  const units = evaluating ? said.whole(kept.length) : said.dropped(count, kept.length, factor);
  const { least, most } = spreadOf(accuracies, 'forgotten');
  const evaluated = percent(accuracies.at(-1)?.evaluated ?? Number.NaN);
  return [units, said.spread(evaluated, percent(least), percent(most))];
}

/** Both accuracies, step by step. */
export const tableOf = ({ accuracies }: Picture, said: Said): Table => ({
  columns: [said.step, said.evaluated, said.forgotten],
  rows: accuracies.map(({ evaluated, forgotten }, i) => [i + 1, evaluated, forgotten]),
});

const percent = (share: number): number => Math.round(100 * share);
