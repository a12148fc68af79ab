import type { Rule } from '../program/index.js';
import { adafactor } from './adafactor.js';
import { adam } from './adam.js';
import { adamW } from './adamw.js';
import { muon } from './muon.js';
import { rmsprop } from './rmsprop.js';
import { sgd } from './sgd.js';
import { sm3 } from './sm3.js';

export { Adafactor, type AdafactorOptions } from './adafactor.js';
export { Adam, type AdamOptions } from './adam.js';
export { AdamW, type AdamWOptions } from './adamw.js';
export { Muon, type MuonOptions } from './muon.js';
export { RMSprop, type RMSpropOptions } from './rmsprop.js';
export { SGD, type SGDOptions } from './sgd.js';
export { SM3, type SM3Options } from './sm3.js';
export { adafactor, adam, adamW, muon, rmsprop, sgd, sm3 };

/** The rule of each optimizer, by the name of its file. */
export const rules: Readonly<Record<string, Rule>> = {
  adafactor,
  adam,
  adamw: adamW,
  muon,
  rmsprop,
  sgd,
  sm3,
};
