import { adam } from './adam.js';
import { biasCorrection } from './bias-correction.js';
import { momentum } from './momentum.js';
import { movingAverage } from './moving-average.js';
import { rmsprop } from './rmsprop.js';
import { series } from './series.js';
import { weightDecay } from './weight-decay.js';

/** Words of the figures, by the name of their folder. */
export const figures = { series, movingAverage, biasCorrection, momentum, rmsprop, adam, 'weight-decay': weightDecay };
