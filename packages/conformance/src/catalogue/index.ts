import { acpropEntry } from './acprop.js';
import { adaBeliefEntry } from './adabelief.js';
import { adadeltaEntry } from './adadelta.js';
import { adafactorEntry } from './adafactor.js';
import { adagradEntry } from './adagrad.js';
import { adamEntry } from './adam.js';
import { adamaxEntry } from './adamax.js';
import { adamWEntry } from './adamw.js';
import { adamW8bitEntry } from './adamw-8bit.js';
import { adanEntry } from './adan.js';
import { adEMAMixEntry } from './ademamix.js';
import { adoptEntry } from './adopt.js';
import { asgdEntry } from './asgd.js';
import { dAdaptAdamEntry } from './d-adapt-adam.js';
import type { Entry } from './entry.js';
import { fromageEntry } from './fromage.js';
import { ftrlEntry } from './ftrl.js';
import { lambEntry } from './lamb.js';
import { larsEntry } from './lars.js';
import { lionEntry } from './lion.js';
import { lion8bitEntry } from './lion-8bit.js';
import { marsEntry } from './mars.js';
import { muonEntry } from './muon.js';
import { nadamEntry } from './nadam.js';
import { novoGradEntry } from './novograd.js';
import { prodigyEntry } from './prodigy.js';
import { proxAdamEntry } from './prox-adam.js';
import { radamEntry } from './radam.js';
import { rmspropEntry } from './rmsprop.js';
import { rpropEntry } from './rprop.js';
import { scheduleFreeAdamWEntry } from './schedule-free-adamw.js';
import { scheduleFreeSGDEntry } from './schedule-free-sgd.js';
import { sgdEntry } from './sgd.js';
import { shampooEntry } from './shampoo.js';
import { signumEntry } from './signum.js';
import { sm3Entry } from './sm3.js';
import { soapEntry } from './soap.js';
import { sophiaGEntry } from './sophia-g.js';
import { sophiaHEntry } from './sophia-h.js';
import { sparseAdamEntry } from './sparse-adam.js';
import { tigerEntry } from './tiger.js';
import { yogiEntry } from './yogi.js';

/** Every optimizer of `@nadir/core` that is made of a rule. */
export const catalogue: readonly Entry[] = [
  acpropEntry,
  adaBeliefEntry,
  adadeltaEntry,
  adafactorEntry,
  adagradEntry,
  adamEntry,
  adamaxEntry,
  adamWEntry,
  adamW8bitEntry,
  adanEntry,
  adEMAMixEntry,
  adoptEntry,
  asgdEntry,
  dAdaptAdamEntry,
  fromageEntry,
  ftrlEntry,
  lambEntry,
  larsEntry,
  lionEntry,
  lion8bitEntry,
  marsEntry,
  muonEntry,
  nadamEntry,
  novoGradEntry,
  prodigyEntry,
  proxAdamEntry,
  radamEntry,
  rmspropEntry,
  rpropEntry,
  scheduleFreeAdamWEntry,
  scheduleFreeSGDEntry,
  sgdEntry,
  shampooEntry,
  signumEntry,
  sm3Entry,
  soapEntry,
  sophiaGEntry,
  sophiaHEntry,
  sparseAdamEntry,
  tigerEntry,
  yogiEntry,
];
