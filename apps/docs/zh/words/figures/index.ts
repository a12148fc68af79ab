import type { Words } from '../../../en/words/index.js';
import { biasCorrection } from './bias-correction.js';
import { momentum } from './momentum.js';
import { movingAverage } from './moving-average.js';
import { penalties } from './penalties.js';
import { series } from './series.js';
import { sparseWeights } from './sparse-weights.js';

/** Words of the figures, in Chinese, by the name of their folder. */
export const figures: Words['figures'] = {
  series,
  penalties,
  sparseWeights,
  movingAverage,
  biasCorrection,
  momentum,
};
