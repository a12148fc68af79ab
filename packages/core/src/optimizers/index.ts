import type { Rule } from '../program/index.js';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamax } from './adamax.js';
import { adamW } from './adamw.js';
import { asgd } from './asgd.js';
import { nadam } from './nadam.js';
import { radam } from './radam.js';
import { rmsprop } from './rmsprop.js';
import { rprop } from './rprop.js';
import { sgd } from './sgd.js';
import { sparseAdam } from './sparse-adam.js';

export { Adadelta, type AdadeltaOptions } from './adadelta.js';
export { Adagrad, type AdagradOptions } from './adagrad.js';
export { Adam, type AdamOptions } from './adam.js';
export { Adamax, type AdamaxOptions } from './adamax.js';
export { AdamW, type AdamWOptions } from './adamw.js';
export { ASGD, type ASGDOptions } from './asgd.js';
export { NAdam, type NAdamOptions } from './nadam.js';
export { RAdam, type RAdamOptions } from './radam.js';
export { RMSprop, type RMSpropOptions } from './rmsprop.js';
export { Rprop, type RpropOptions } from './rprop.js';
export { SGD, type SGDOptions } from './sgd.js';
export { SparseAdam, type SparseAdamOptions } from './sparse-adam.js';
export {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamW,
  asgd,
  nadam,
  radam,
  rmsprop,
  rprop,
  sgd,
  sparseAdam,
};

/** The rule of each optimizer, by the name of its file. */
export const rules: Readonly<Record<string, Rule>> = {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw: adamW,
  asgd,
  nadam,
  radam,
  rmsprop,
  rprop,
  sgd,
  'sparse-adam': sparseAdam,
};
