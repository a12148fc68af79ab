import type { ScaleOptions } from '@observablehq/plot';
import { lossScale, r2Scale, shareScale } from '../../chart/scales.js';
import { formatNumber, formatPercent } from '../../text/numbers.js';
import type { Scores } from '../../training/scores.js';
import type { Reported } from './reported.js';

/** A figure of a run: how it is found, written and drawn. */
export interface Figure {
  readonly title: string;
  readonly value: (scores: Scores) => number | null | undefined;
  readonly format: (value: number) => string;
  readonly scale: (values: readonly number[]) => ScaleOptions;
}

const loss: Figure = {
  title: 'Loss',
  value: (scores) => scores.loss,
  format: formatNumber,
  scale: lossScale,
};

/** The score beside the loss, by what is learned. */
const scores: Readonly<Record<Reported['task'], readonly Figure[]>> = {
  classification: [
    {
      title: 'Accuracy',
      value: ({ accuracy }) => accuracy,
      format: formatPercent,
      scale: shareScale,
    },
  ],
  regression: [
    {
      title: 'R²',
      value: ({ r2 }) => r2,
      format: (value) => value.toFixed(4),
      scale: r2Scale,
    },
  ],
  other: [],
};

/** The figures of runs that learned the same kind of target. */
export const figuresOf = (runs: readonly Reported[]): readonly Figure[] => [
  loss,
  ...scores[runs[0]?.task ?? 'other'],
];

/** A figure of some scores as text. */
export function written({ value, format }: Figure, of: Scores): string {
  const found = value(of);
  return found == null ? '–' : format(found);
}
