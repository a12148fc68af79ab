import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import { equalRate, type Picture, type Settings } from './model.js';

type Said = Words['figures']['momentum'];

/** What the picture shows. */
export function sentencesOf({ plain, moved }: Picture, said: Said, steps: number): string[] {
  if (moved.diverged) return [said.diverges];
  const first =
    moved.settled === undefined ? said.never(steps) : said.settles(moved.settled, moved.overshoots);
  const second =
    plain.settled === undefined ? said.plainNever(steps) : said.plainSettles(plain.settled);
  return [first, second];
}

/** Which learning rate makes the other form of the buffer take the same path. */
export const formSentence = (settings: Settings, said: Said): string =>
  (settings.averaging ? said.equalSum : said.equalAverage)(
    String(Number(equalRate(settings).toPrecision(3))),
  );

/** The coordinates of both paths, step by step. */
export function tableOf({ plain, moved }: Picture, said: Said): Table {
  const length = Math.max(plain.points.length, moved.points.length);
  return {
    columns: [
      said.step,
      ...[said.plain, said.withMomentum].flatMap((path) => [
        `${path}: ${said.across}`,
        `${path}: ${said.up}`,
      ]),
    ],
    rows: Array.from({ length }, (_, i) => [
      i,
      ...[plain, moved].flatMap(({ points }) => [points[i]?.[0], points[i]?.[1]]),
    ]),
  };
}
