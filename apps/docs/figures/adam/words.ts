import type { Words } from '../../en/words/index.js';
import { shown, type Table } from '../../ui/figure/table.js';
import { type Frame, type Picture, quantities, type Settings } from './model.js';
import { symbols } from './terms.js';

type Said = Words['figures']['adam'];

/** What is to be seen in a step, in sentences. */
export function sentencesOf(
  { t, g, mHat, correction }: Frame,
  { learningRate }: Settings,
  said: Said,
): string[] {
  const corrected = said.corrected(shown(correction.m), shown(correction.v));
  if (t === 1) return [said.first(shown(learningRate)), corrected];
  const turned = ([1, 0] as const).find((i) => g[i] * mHat[i] < 0);
  if (turned === undefined) return [corrected];
  return [said.against([said.across, said.up][turned] as string), corrected];
}

/** All numbers of all steps. */
export function tableOf({ frames }: Picture, said: Said): Table {
  const each = [0, 1] as const;
  const coordinates = [said.across, said.up] as const;
  return {
    columns: [
      said.step,
      ...[...quantities.map((name) => symbols[name]), 'θ'].flatMap((symbol) =>
        each.map((i) => `${symbol}: ${coordinates[i]}`),
      ),
    ],
    rows: frames.map((frame) => [
      frame.t,
      ...[...quantities.map((name) => frame[name]), frame.to].flatMap((point) =>
        each.map((i) => point[i]),
      ),
    ]),
  };
}
