import type { Rule } from '../program/index.js';
import { adam } from './adam.js';
import { adamW } from './adamw.js';
import { lamb } from './lamb.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';

export { Adam, type AdamOptions } from './adam.js';
export { AdamW, type AdamWOptions } from './adamw.js';
export { LAMB, type LAMBOptions } from './lamb.js';
export { RMSprop, type RMSpropOptions } from './rmsprop.js';
export { SGD, type SGDOptions } from './sgd.js';
export { adam, adamW, lamb, rmsprop, sgd };

/** The rule of each optimizer, by the name of its file. */
export const rules: Readonly<Record<string, Rule>> = { adam, adamw: adamW, lamb, rmsprop, sgd };
