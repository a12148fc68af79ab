import { biasCorrection } from './bias-correction.js';
import { momentum } from './momentum.js';
import { movingAverage } from './moving-average.js';
import { series } from './series.js';

/** Words of the figures, by the name of their folder. */
export const figures = { series, movingAverage, biasCorrection, momentum };
