import { noise } from '../../engine/noise.js';
import { trainingLoss } from './training-loss.js';

/** Values of each series. */
const length = 120;

/** Series that a reader can take without bringing one. */
export const given = {
  /** A slow wave under noise. */
  wave: noise(1, length).map((e, t) => 12 + 4 * Math.sin((2 * Math.PI * t) / 80) + 1.6 * e),
  /** A level that jumps in the middle. */
  jump: noise(2, length).map((e, t) => (t < length / 2 ? 5 : 11) + 0.9 * e),
  /** The loss of a model that is trained in small batches. */
  loss: trainingLoss(length),
} as const;

/** The name of a series that is given. */
export type GivenSeries = keyof typeof given;
