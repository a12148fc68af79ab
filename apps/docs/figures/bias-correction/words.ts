import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import type { Picture } from './model.js';

type Said = Words['figures']['biasCorrection'];

/** The factor of each convention. */
export const factorFormulas = { keeps: '1 − αᵗ', takes: '1 − (1 − α)ᵗ' } as const;

const short = (value: number | undefined): string => String(Number((value ?? 0).toPrecision(3)));

/** How the averages begin, and how long the start is felt. */
export function sentencesOf(picture: Picture, showsWrong: boolean, said: Said): string[] {
  const { series, uncorrected, miscorrected, settled } = picture;
  return [
    said.begins(short(series[0]), short(uncorrected[0])),
    settled === undefined ? said.stays(series.length) : said.settles(settled),
    ...(showsWrong ? [said.wrong(short(miscorrected[0]))] : []),
  ];
}

/** All lines, value by value. */
export const tableOf = (picture: Picture, said: Said): Table => ({
  columns: [
    said.step,
    said.value,
    said.uncorrected,
    said.corrected,
    said.miscorrected,
    said.factor,
    said.otherFactor,
  ],
  rows: picture.series.map((value, i) => [
    i + 1,
    value,
    picture.uncorrected[i],
    picture.corrected[i],
    picture.miscorrected[i],
    picture.factor[i],
    picture.otherFactor[i],
  ]),
});
