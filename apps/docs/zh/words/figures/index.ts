import type { Words } from '../../../en/words/index.js';
import { momentum } from './momentum.js';

/** Words of the figures, in Chinese, by the name of their folder. */
export const figures: Words['figures'] = { momentum };
