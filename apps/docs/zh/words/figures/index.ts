import type { Words } from '../../../en/words/index.js';
import { adam } from './adam.js';
import { biasCorrection } from './bias-correction.js';
import { dropout } from './dropout.js';
import { lbfgsPath } from './lbfgs-path.js';
import { momentum } from './momentum.js';
import { movingAverage } from './moving-average.js';
import { optimizerPath } from './optimizer-path.js';
import { penalties } from './penalties.js';
import { race } from './race.js';
import { regularizer } from './regularizer.js';
import { rmsprop } from './rmsprop.js';
import { schedule } from './schedule.js';
import { scheduleEditor } from './schedule-editor.js';
import { series } from './series.js';
import { sparseWeights } from './sparse-weights.js';
import { weightDecay } from './weight-decay.js';

/** Words of the figures, in Chinese, by the name of their folder. */
export const figures: Words['figures'] = {
  series,
  movingAverage,
  biasCorrection,
  momentum,
  race,
  lbfgsPath,
  regularizer,
  scheduleEditor,
  schedule,
  optimizerPath,
  rmsprop,
  adam,
  penalties,
  sparseWeights,
  weightDecay,
  dropout,
};
