import type { Rule } from '../program/index.js';
import { acprop } from './acprop.js';
import { adaBelief } from './adabelief.js';
import { adadelta } from './adadelta.js';
import { adafactor } from './adafactor.js';
import { adagrad } from './adagrad.js';
import { adam } from './adam.js';
import { adamax } from './adamax.js';
import { adamW } from './adamw.js';
import { adamW8bit } from './adamw-8bit.js';
import { adan } from './adan.js';
import { adEMAMix } from './ademamix.js';
import { adopt } from './adopt.js';
import { asgd } from './asgd.js';
import { dAdaptAdam } from './d-adapt-adam.js';
import { fromage } from './fromage.js';
import { ftrl } from './ftrl.js';
import { lamb } from './lamb.js';
import { lars } from './lars.js';
import { lion } from './lion.js';
import { lion8bit } from './lion-8bit.js';
import { mars } from './mars.js';
import { muon } from './muon.js';
import { nadam } from './nadam.js';
import { novoGrad } from './novograd.js';
import { prodigy } from './prodigy.js';
import { proxAdam } from './prox-adam.js';
import { radam } from './radam.js';
import { rmsprop } from './rmsprop.js';
import { rprop } from './rprop.js';
import { scheduleFreeAdamW } from './schedule-free-adamw.js';
import { scheduleFreeSGD } from './schedule-free-sgd.js';
import { sgd } from './sgd.js';
import { shampoo } from './shampoo.js';
import { signum } from './signum.js';
import { sm3 } from './sm3.js';
import { soap } from './soap.js';
import { sophiaG } from './sophia-g.js';
import { sophiaH } from './sophia-h.js';
import { sparseAdam } from './sparse-adam.js';
import { tiger } from './tiger.js';
import { yogi } from './yogi.js';

export { ACProp, type ACPropOptions, acprop } from './acprop.js';
export { AdaBelief, type AdaBeliefOptions, adaBelief } from './adabelief.js';
export { Adadelta, type AdadeltaOptions, adadelta } from './adadelta.js';
export { Adafactor, type AdafactorOptions, adafactor } from './adafactor.js';
export { Adagrad, type AdagradOptions, adagrad } from './adagrad.js';
export { Adam, type AdamOptions, adam } from './adam.js';
export { Adamax, type AdamaxOptions, adamax } from './adamax.js';
export { AdamW, type AdamWOptions, adamW } from './adamw.js';
export { AdamW8bit, type AdamW8bitOptions, adamW8bit } from './adamw-8bit.js';
export { Adan, type AdanOptions, adan } from './adan.js';
export { AdEMAMix, type AdEMAMixOptions, adEMAMix } from './ademamix.js';
export { ADOPT, type ADOPTOptions, adopt } from './adopt.js';
export { ASGD, type ASGDOptions, asgd } from './asgd.js';
export { DAdaptAdam, type DAdaptAdamOptions, dAdaptAdam } from './d-adapt-adam.js';
export { Fromage, type FromageOptions, fromage } from './fromage.js';
export { FTRL, type FTRLOptions, ftrl } from './ftrl.js';
export { LAMB, type LAMBOptions, lamb } from './lamb.js';
export { LARS, type LARSOptions, lars } from './lars.js';
export { Lion, type LionOptions, lion } from './lion.js';
export { Lion8bit, type Lion8bitOptions, lion8bit } from './lion-8bit.js';
export { MARS, type MARSOptions, mars } from './mars.js';
export { Muon, type MuonOptions, muon } from './muon.js';
export { NAdam, type NAdamOptions, nadam } from './nadam.js';
export { NovoGrad, type NovoGradOptions, novoGrad } from './novograd.js';
export { Prodigy, type ProdigyOptions, prodigy } from './prodigy.js';
export { ProxAdam, type ProxAdamOptions, proxAdam } from './prox-adam.js';
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
export { Shampoo, type ShampooOptions, shampoo } from './shampoo.js';
export { Signum, type SignumOptions, signum } from './signum.js';
export { SM3, type SM3Options, sm3 } from './sm3.js';
export { SOAP, type SOAPOptions, soap } from './soap.js';
export { SophiaG, type SophiaGOptions, sophiaG } from './sophia-g.js';
export { SophiaH, type SophiaHOptions, sophiaH } from './sophia-h.js';
export { SparseAdam, type SparseAdamOptions, sparseAdam } from './sparse-adam.js';
export { Tiger, type TigerOptions, tiger } from './tiger.js';
export { Yogi, type YogiOptions, yogi } from './yogi.js';

/** The rule of each optimizer, by the name of its file. */
export const rules: Readonly<Record<string, Rule>> = {
  acprop,
  adabelief: adaBelief,
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw: adamW,
  'adamw-8bit': adamW8bit,
  adan,
  ademamix: adEMAMix,
  adopt,
  asgd,
  'd-adapt-adam': dAdaptAdam,
  fromage,
  ftrl,
  lamb,
  lars,
  lion,
  'lion-8bit': lion8bit,
  mars,
  muon,
  nadam,
  novograd: novoGrad,
  prodigy,
  'prox-adam': proxAdam,
  radam,
  rmsprop,
  rprop,
  'schedule-free-adamw': scheduleFreeAdamW,
  'schedule-free-sgd': scheduleFreeSGD,
  sgd,
  shampoo,
  signum,
  sm3,
  soap,
  'sophia-g': sophiaG,
  'sophia-h': sophiaH,
  'sparse-adam': sparseAdam,
  tiger,
  yogi,
};
