import type { Words } from '../../../en/words/index.js';
import { adam } from './adam.js';
import { momentum } from './momentum.js';
import { rmsprop } from './rmsprop.js';
import { weightDecay } from './weight-decay.js';

/** Words of the figures, in Chinese, by the name of their folder. */
export const figures: Words['figures'] = { momentum, rmsprop, adam, 'weight-decay': weightDecay };
