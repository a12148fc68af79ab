import { adaBeliefEntry } from './adabelief.js';
import { adadeltaEntry } from './adadelta.js';
import { adagradEntry } from './adagrad.js';
import { adamEntry } from './adam.js';
import { adamaxEntry } from './adamax.js';
import { adamWEntry } from './adamw.js';
import { adanEntry } from './adan.js';
import { adEMAMixEntry } from './ademamix.js';
import { adoptEntry } from './adopt.js';
import { asgdEntry } from './asgd.js';
import type { Entry } from './entry.js';
import { fromageEntry } from './fromage.js';
import { ftrlEntry } from './ftrl.js';
import { lambEntry } from './lamb.js';
import { larsEntry } from './lars.js';
import { lionEntry } from './lion.js';
import { marsEntry } from './mars.js';
import { nadamEntry } from './nadam.js';
import { novoGradEntry } from './novograd.js';
import { proxAdamEntry } from './prox-adam.js';
import { radamEntry } from './radam.js';
import { rmspropEntry } from './rmsprop.js';
import { rpropEntry } from './rprop.js';
import { sgdEntry } from './sgd.js';
import { signumEntry } from './signum.js';
import { sophiaGEntry } from './sophia-g.js';
import { sophiaHEntry } from './sophia-h.js';
import { sparseAdamEntry } from './sparse-adam.js';
import { tigerEntry } from './tiger.js';
import { yogiEntry } from './yogi.js';

/** Every optimizer of `@nadir/core` that is made of a rule. */
export const catalogue: readonly Entry[] = [
  adaBeliefEntry,
  adadeltaEntry,
  adagradEntry,
  adamEntry,
  adamaxEntry,
  adamWEntry,
  adanEntry,
  adEMAMixEntry,
  adoptEntry,
  asgdEntry,
  fromageEntry,
  ftrlEntry,
  lambEntry,
  larsEntry,
  lionEntry,
  marsEntry,
  nadamEntry,
  novoGradEntry,
  proxAdamEntry,
  radamEntry,
  rmspropEntry,
  rpropEntry,
  sgdEntry,
  signumEntry,
  sophiaGEntry,
  sophiaHEntry,
  sparseAdamEntry,
  tigerEntry,
  yogiEntry,
];
