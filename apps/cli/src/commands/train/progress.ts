import type { Io } from '../../shell/io.js';
import { left, right } from '../../terminal/layout.js';
import { createProgress, type Facts, type Progress } from '../../terminal/progress.js';
import { formatNumber, formatPercent } from '../../text/numbers.js';
import type { EpochMetrics, Scores } from '../../training/metrics.js';
import type { Moment } from './loop.js';

/** Shows how far a training is: a bar in a terminal, else a line for every few epochs. */
export const trainingProgress = (
  io: Pick<Io, 'stderr' | 'now' | 'env'>,
  { epochs, steps }: { readonly epochs: number; readonly steps: number },
): Progress<Moment, EpochMetrics> =>
  createProgress(io, { steps, pieces: epochs }, trainingFacts(epochs));

/** What is told of a training of so many epochs. */
export function trainingFacts(epochs: number): Facts<Moment, EpochMetrics> {
  const digits = String(epochs).length;
  const name = (epoch: number) => `epoch ${right(String(epoch), digits)}/${epochs}`;
  return {
    moment({ epoch, train, test }) {
      const running = train();
      return [
        name(epoch),
        `loss ${left(formatNumber(running.loss), 6)}`,
        ...scoreOf(test ?? running, test === undefined ? 'train' : 'test'),
      ];
    },
    piece: ({ epoch, train, test }) => [
      name(epoch),
      `loss ${left(formatNumber(train.loss), 8)}`,
      `test loss ${left(formatNumber(test.loss), 8)}`,
      ...scoreOf(test, 'test'),
    ],
  };
}

function scoreOf({ accuracy, r2 }: Scores, part: string): string[] {
  if (accuracy !== undefined) return [`${part} accuracy ${right(formatPercent(accuracy), 8)}`];
  if (r2 != null) return [`${part} R² ${right(r2.toFixed(4), 7)}`];
  return [];
}
