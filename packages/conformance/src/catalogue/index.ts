import { adadeltaEntry } from './adadelta.js';
import { adafactorEntry } from './adafactor.js';
import { adagradEntry } from './adagrad.js';
import { adamEntry } from './adam.js';
import { adamaxEntry } from './adamax.js';
import { adamWEntry } from './adamw.js';
import { asgdEntry } from './asgd.js';
import type { Entry } from './entry.js';
import { lambEntry } from './lamb.js';
import { muonEntry } from './muon.js';
import { nadamEntry } from './nadam.js';
import { radamEntry } from './radam.js';
import { rmspropEntry } from './rmsprop.js';
import { rpropEntry } from './rprop.js';
import { sgdEntry } from './sgd.js';
import { shampooEntry } from './shampoo.js';
import { sm3Entry } from './sm3.js';
import { sparseAdamEntry } from './sparse-adam.js';

/** Every optimizer of `@nadir/core` that is made of a rule. */
export const catalogue: readonly Entry[] = [
  adadeltaEntry,
  adafactorEntry,
  adagradEntry,
  adamEntry,
  adamaxEntry,
  adamWEntry,
  asgdEntry,
  lambEntry,
  muonEntry,
  nadamEntry,
  radamEntry,
  rmspropEntry,
  rpropEntry,
  sgdEntry,
  shampooEntry,
  sm3Entry,
  sparseAdamEntry,
];
