import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import type { Picture, Settings } from './model.js';

type Said = Words['figures']['movingAverage'];

/** Each convention as a formula. */
export const formulas = {
  keeps: 'S ← αS + (1 − α)Y',
  takes: 'S ← (1 − α)S + αY',
} as const;

/** The window of each convention as a formula. */
export const windowFormulas = { keeps: '1 / (1 − α)', takes: '1 / α' } as const;

/** A number in three digits. */
export const short = (value: number): string => String(Number(value.toPrecision(3)));

/** What the picture shows. */
export function sentencesOf({ alphas, averages }: Picture, settings: Settings, said: Said) {
  const { keeps, takes } = averages;
  const { alpha, translated } = settings;
  const share = Math.round(100 * keeps.inWindow);
  const same = translated || alphas.keeps === 0.5;
  return [
    said.windows(short(alphas.keeps), short(keeps.window), share),
    said.secondWindow(short(alphas.takes), short(takes.window)),
    same ? said.together : said.apart(short(1 - alpha)),
  ];
}

/** The series and both averages. */
export const tableOf = ({ series, averages }: Picture, said: Said): Table => ({
  columns: [said.step, said.value, said.keeps, said.takes],
  rows: series.map((value, i) => [
    i + 1,
    value,
    averages.keeps.values[i],
    averages.takes.values[i],
  ]),
});
