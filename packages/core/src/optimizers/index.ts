import type { Rule } from '../program/index.js';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamax } from './adamax.js';
import { adamW } from './adamw.js';
import { asgd } from './asgd.js';
import { dAdaptAdam } from './d-adapt-adam.js';
import { lamb } from './lamb.js';
import { nadam } from './nadam.js';
import { prodigy } from './prodigy.js';
import { radam } from './radam.js';
import { rmsprop } from './rmsprop.js';
import { rprop } from './rprop.js';
import { scheduleFreeAdamW } from './schedule-free-adamw.js';
import { scheduleFreeSGD } from './schedule-free-sgd.js';
import { sgd } from './sgd.js';
import { sparseAdam } from './sparse-adam.js';

export { Adadelta, type AdadeltaOptions, adadelta } from './adadelta.js';
export { Adagrad, type AdagradOptions, adagrad } from './adagrad.js';
export { Adam, type AdamOptions, adam } from './adam.js';
export { Adamax, type AdamaxOptions, adamax } from './adamax.js';
export { AdamW, type AdamWOptions, adamW } from './adamw.js';
export { ASGD, type ASGDOptions, asgd } from './asgd.js';
export { DAdaptAdam, type DAdaptAdamOptions, dAdaptAdam } from './d-adapt-adam.js';
export { LAMB, type LAMBOptions, lamb } from './lamb.js';
export { NAdam, type NAdamOptions, nadam } from './nadam.js';
export { Prodigy, type ProdigyOptions, prodigy } from './prodigy.js';
export { RAdam, type RAdamOptions, radam } from './radam.js';
export { RMSprop, type RMSpropOptions, rmsprop } from './rmsprop.js';
export { Rprop, type RpropOptions, rprop } from './rprop.js';
export {
  ScheduleFreeAdamW,
  type ScheduleFreeAdamWOptions,
  scheduleFreeAdamW,
} from './schedule-free-adamw.js';
export {
  ScheduleFreeSGD,
  type ScheduleFreeSGDOptions,
  scheduleFreeSGD,
} from './schedule-free-sgd.js';
export { SGD, type SGDOptions, sgd } from './sgd.js';
export { SparseAdam, type SparseAdamOptions, sparseAdam } from './sparse-adam.js';

/** The rule of each optimizer, by the name of its file. */
export const rules: Readonly<Record<string, Rule>> = {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw: adamW,
  asgd,
  'd-adapt-adam': dAdaptAdam,
  lamb,
  nadam,
  prodigy,
  radam,
  rmsprop,
  rprop,
  'schedule-free-adamw': scheduleFreeAdamW,
  'schedule-free-sgd': scheduleFreeSGD,
  sgd,
  'sparse-adam': sparseAdam,
};
