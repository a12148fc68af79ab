import type { Io } from '../../../shell/io.js';
import { left } from '../../../terminal/layout.js';
import { createProgress, type Facts, type Progress } from '../../../terminal/progress.js';
import { formatNumber } from '../../../text/numbers.js';
import { type Moment, type Piece, totalOf } from '../execution/execute.js';
import { measures } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';

/** Shows how far a comparison is: a bar in a terminal, else a line for every few runs. */
export const comparisonProgress = (
  io: Pick<Io, 'stderr' | 'now' | 'env'>,
  plan: Plan,
): Progress<Moment, Piece> => createProgress(io, totalOf(plan), comparisonFacts(plan));

/** What is told of a comparison. */
export function comparisonFacts(plan: Plan): Facts<Moment, Piece> {
  const measure = measures[plan.measure];
  const width = Math.max(...plan.entrants.map(({ name }) => name.length));
  const where = ({ stage, place: [number, count], entrant }: Moment) => [
    `${stage === 'tuning' ? 'trial' : 'seed '} ${String(number).padStart(String(count).length)}/${count}`,
    left(entrant.name, width),
  ];
  return {
    moment: (moment) => [
      ...where(moment),
      `${measure.descends} ${left(formatNumber(moment.descended), 8)}`,
    ],
    piece: (piece) => [
      ...where(piece),
      piece.record.end === undefined
        ? `diverged at step ${piece.record.steps}`
        : `${measure.name} ${measure.format(piece.record.end.value)}`,
    ],
  };
}
