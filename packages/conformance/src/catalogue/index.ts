import { adadeltaEntry } from './adadelta.js';
import { adagradEntry } from './adagrad.js';
import { adamEntry } from './adam.js';
import { adamaxEntry } from './adamax.js';
import { adamWEntry } from './adamw.js';
import { asgdEntry } from './asgd.js';
import type { Entry } from './entry.js';
import { lambEntry } from './lamb.js';
import { nadamEntry } from './nadam.js';
import { radamEntry } from './radam.js';
import { rmspropEntry } from './rmsprop.js';
import { rpropEntry } from './rprop.js';
import { sgdEntry } from './sgd.js';
import { sparseAdamEntry } from './sparse-adam.js';

/** Every optimizer of `@nadir/core` that is made of a rule. */
export const catalogue: readonly Entry[] = [
  adadeltaEntry,
  adagradEntry,
  adamEntry,
  adamaxEntry,
  adamWEntry,
  asgdEntry,
  lambEntry,
  nadamEntry,
  radamEntry,
  rmspropEntry,
  rpropEntry,
  sgdEntry,
  sparseAdamEntry,
];
