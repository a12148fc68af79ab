import { adam } from './adam.js';
import { biasCorrection } from './bias-correction.js';
import { dropout } from './dropout.js';
import { momentum } from './momentum.js';
import { movingAverage } from './moving-average.js';
import { penalties } from './penalties.js';
import { rmsprop } from './rmsprop.js';
import { series } from './series.js';
import { sparseWeights } from './sparse-weights.js';
import { weightDecay } from './weight-decay.js';

/** Words of the figures, by the name of their folder. */
export const figures = {
  series,
  penalties,
  sparseWeights,
  movingAverage,
  biasCorrection,
  momentum,
  rmsprop,
  adam,
  weightDecay,
  dropout,
};
