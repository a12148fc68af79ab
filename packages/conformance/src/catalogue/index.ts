import { adafactorEntry } from './adafactor.js';
import { adamEntry } from './adam.js';
import { adamWEntry } from './adamw.js';
import type { Entry } from './entry.js';
import { muonEntry } from './muon.js';
import { rmspropEntry } from './rmsprop.js';
import { sgdEntry } from './sgd.js';
import { sm3Entry } from './sm3.js';

/** Every optimizer of `@nadir/core` that is made of a rule. */
export const catalogue: readonly Entry[] = [
  sgdEntry,
  rmspropEntry,
  adamEntry,
  adamWEntry,
  adafactorEntry,
  sm3Entry,
  muonEntry,
];
