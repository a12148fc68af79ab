import type { EpochMetrics } from '../../run/metrics.js';
import type { Io } from '../../shell/io.js';
import { left, right } from '../../terminal/layout.js';
import { createProgress, type Facts, type Progress, type Total } from '../../terminal/progress.js';
import { formatNumber, formatPercent } from '../../text/numbers.js';
import type { Scores } from '../../training/scores.js';
import type { Moment } from './loop.js';

/** Shows how far a training is: a bar in a terminal, else a line for every few epochs, the pieces of the total. */
export const trainingProgress = (
  io: Pick<Io, 'stderr' | 'now' | 'env'>,
  total: Total,
): Progress<Moment, EpochMetrics> => createProgress(io, total, trainingFacts(total.pieces));

/** What is told of a training of so many epochs. */
export function trainingFacts(epochs: number): Facts<Moment, EpochMetrics> {
  const digits = String(epochs).length;
  const name = (epoch: number) => `epoch ${right(String(epoch), digits)}/${epochs}`;
  return {
    moment({ epoch, train, validation }) {
      const running = train();
      return [
        name(epoch),
        lossOf(running, 6),
        ...scoreOf(validation ?? running, validation === undefined ? 'train' : 'validation'),
      ];
    },
    piece: ({ epoch, train, validation }) => [
      name(epoch),
      lossOf(train, 8),
      ...(validation === undefined
        ? scoreOf(train, 'train')
        : [`validation ${lossOf(validation, 8)}`, ...scoreOf(validation, 'validation')]),
    ],
  };
}

/** The loss; of a regression its root, which is in the unit of the target. */
const lossOf = ({ loss, rmse }: Scores, width: number): string =>
  `${rmse === undefined ? 'loss' : 'RMSE'} ${left(formatNumber(rmse ?? loss), width)}`;

function scoreOf({ accuracy, r2 }: Scores, part: string): string[] {
  if (accuracy !== undefined) return [`${part} accuracy ${right(formatPercent(accuracy), 8)}`];
  if (r2 != null) return [`${part} R² ${right(r2.toFixed(4), 7)}`];
  return [];
}
