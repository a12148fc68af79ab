import { momentum } from './momentum.js';

/** Words of the figures, by the name of their folder. */
export const figures = { momentum };
