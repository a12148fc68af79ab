import type { Rule } from '../program/index.js';
import { adaBelief } from './adabelief.js';
import { adadelta } from './adadelta.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamax } from './adamax.js';
import { adamW } from './adamw.js';
import { adan } from './adan.js';
import { adEMAMix } from './ademamix.js';
import { adopt } from './adopt.js';
import { asgd } from './asgd.js';
import { fromage } from './fromage.js';
import { ftrl } from './ftrl.js';
import { lamb } from './lamb.js';
import { lars } from './lars.js';
import { lion } from './lion.js';
import { mars } from './mars.js';
import { nadam } from './nadam.js';
import { novoGrad } from './novograd.js';
import { proxAdam } from './prox-adam.js';
import { radam } from './radam.js';
import { rmsprop } from './rmsprop.js';
import { rprop } from './rprop.js';
import { sgd } from './sgd.js';
import { signum } from './signum.js';
import { sophiaG } from './sophia-g.js';
import { sophiaH } from './sophia-h.js';
import { sparseAdam } from './sparse-adam.js';
import { tiger } from './tiger.js';
import { yogi } from './yogi.js';

export { AdaBelief, type AdaBeliefOptions, adaBelief } from './adabelief.js';
export { Adadelta, type AdadeltaOptions, adadelta } from './adadelta.js';
export { Adagrad, type AdagradOptions, adagrad } from './adagrad.js';
export { Adam, type AdamOptions, adam } from './adam.js';
export { Adamax, type AdamaxOptions, adamax } from './adamax.js';
export { AdamW, type AdamWOptions, adamW } from './adamw.js';
export { Adan, type AdanOptions, adan } from './adan.js';
export { AdEMAMix, type AdEMAMixOptions, adEMAMix } from './ademamix.js';
export { ADOPT, type ADOPTOptions, adopt } from './adopt.js';
export { ASGD, type ASGDOptions, asgd } from './asgd.js';
export { Fromage, type FromageOptions, fromage } from './fromage.js';
export { FTRL, type FTRLOptions, ftrl } from './ftrl.js';
export { LAMB, type LAMBOptions, lamb } from './lamb.js';
export { LARS, type LARSOptions, lars } from './lars.js';
export { Lion, type LionOptions, lion } from './lion.js';
export { MARS, type MARSOptions, mars } from './mars.js';
export { NAdam, type NAdamOptions, nadam } from './nadam.js';
export { NovoGrad, type NovoGradOptions, novoGrad } from './novograd.js';
export { ProxAdam, type ProxAdamOptions, proxAdam } from './prox-adam.js';
export { RAdam, type RAdamOptions, radam } from './radam.js';
export { RMSprop, type RMSpropOptions, rmsprop } from './rmsprop.js';
export { Rprop, type RpropOptions, rprop } from './rprop.js';
export { SGD, type SGDOptions, sgd } from './sgd.js';
export { Signum, type SignumOptions, signum } from './signum.js';
export { SophiaG, type SophiaGOptions, sophiaG } from './sophia-g.js';
export { SophiaH, type SophiaHOptions, sophiaH } from './sophia-h.js';
export { SparseAdam, type SparseAdamOptions, sparseAdam } from './sparse-adam.js';
export { Tiger, type TigerOptions, tiger } from './tiger.js';
export { Yogi, type YogiOptions, yogi } from './yogi.js';

/** The rule of each optimizer, by the name of its file. */
export const rules: Readonly<Record<string, Rule>> = {
  adabelief: adaBelief,
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw: adamW,
  adan,
  ademamix: adEMAMix,
  adopt,
  asgd,
  fromage,
  ftrl,
  lamb,
  lars,
  lion,
  mars,
  nadam,
  novograd: novoGrad,
  'prox-adam': proxAdam,
  radam,
  rmsprop,
  rprop,
  sgd,
  signum,
  'sophia-g': sophiaG,
  'sophia-h': sophiaH,
  'sparse-adam': sparseAdam,
  tiger,
  yogi,
};
