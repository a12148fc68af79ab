import type { Rule } from '@nadir/core';
import { acprop } from './adam/acprop.js';
import { adaBelief } from './adam/adabelief.js';
import { adam } from './adam/adam.js';
import { adamax } from './adam/adamax.js';
import { adamW } from './adam/adamw.js';
import { adamW8bit } from './adam/adamw-8bit.js';
import { adan } from './adam/adan.js';
import { adEMAMix } from './adam/ademamix.js';
import { adopt } from './adam/adopt.js';
import { lamb } from './adam/lamb.js';
import { mars } from './adam/mars.js';
import { nadam } from './adam/nadam.js';
import { novoGrad } from './adam/novograd.js';
import { proxAdam } from './adam/prox-adam.js';
import { radam } from './adam/radam.js';
import { sparseAdam } from './adam/sparse-adam.js';
import { yogi } from './adam/yogi.js';
import { adadelta } from './adaptive/adadelta.js';
import { adagrad } from './adaptive/adagrad.js';
import { ftrl } from './adaptive/ftrl.js';
import { rmsprop } from './adaptive/rmsprop.js';
import { adafactor } from './factored/adafactor.js';
import { sm3 } from './factored/sm3.js';
import { muon } from './matrix/muon.js';
import { shampoo } from './matrix/shampoo.js';
import { soap } from './matrix/soap.js';
import { dAdaptAdam } from './parameter-free/d-adapt-adam.js';
import { prodigy } from './parameter-free/prodigy.js';
import { scheduleFreeAdamW } from './schedule-free/schedule-free-adamw.js';
import { scheduleFreeSGD } from './schedule-free/schedule-free-sgd.js';
import { asgd } from './sgd/asgd.js';
import { fromage } from './sgd/fromage.js';
import { lars } from './sgd/lars.js';
import { rprop } from './sgd/rprop.js';
import { sgd } from './sgd/sgd.js';
import { lion } from './sign/lion.js';
import { lion8bit } from './sign/lion-8bit.js';
import { signum } from './sign/signum.js';
import { tiger } from './sign/tiger.js';
import { sophiaG } from './sophia/sophia-g.js';
import { sophiaH } from './sophia/sophia-h.js';

export { ACProp, type ACPropOptions, acprop } from './adam/acprop.js';
export { AdaBelief, type AdaBeliefOptions, adaBelief } from './adam/adabelief.js';
export { Adam, type AdamOptions, adam } from './adam/adam.js';
export { Adamax, type AdamaxOptions, adamax } from './adam/adamax.js';
export { AdamW, type AdamWOptions, adamW } from './adam/adamw.js';
export { AdamW8bit, type AdamW8bitOptions, adamW8bit } from './adam/adamw-8bit.js';
export { Adan, type AdanOptions, adan } from './adam/adan.js';
export { AdEMAMix, type AdEMAMixOptions, adEMAMix } from './adam/ademamix.js';
export { ADOPT, type ADOPTOptions, adopt } from './adam/adopt.js';
export { LAMB, type LAMBOptions, lamb } from './adam/lamb.js';
export { MARS, type MARSOptions, mars } from './adam/mars.js';
export { NAdam, type NAdamOptions, nadam } from './adam/nadam.js';
export { NovoGrad, type NovoGradOptions, novoGrad } from './adam/novograd.js';
export { ProxAdam, type ProxAdamOptions, proxAdam } from './adam/prox-adam.js';
export { RAdam, type RAdamOptions, radam } from './adam/radam.js';
export { SparseAdam, type SparseAdamOptions, sparseAdam } from './adam/sparse-adam.js';
export { Yogi, type YogiOptions, yogi } from './adam/yogi.js';
export { Adadelta, type AdadeltaOptions, adadelta } from './adaptive/adadelta.js';
export { Adagrad, type AdagradOptions, adagrad } from './adaptive/adagrad.js';
export { FTRL, type FTRLOptions, ftrl } from './adaptive/ftrl.js';
export { RMSprop, type RMSpropOptions, rmsprop } from './adaptive/rmsprop.js';
export { Adafactor, type AdafactorOptions, adafactor } from './factored/adafactor.js';
export { SM3, type SM3Options, sm3 } from './factored/sm3.js';
export { type Evaluate, LBFGSInterpreter } from './lbfgs/interpreter.js';
export { LBFGS } from './lbfgs/lbfgs.js';
export type { LBFGSOptions } from './lbfgs/options.js';
export { Muon, type MuonOptions, muon } from './matrix/muon.js';
export { Shampoo, type ShampooOptions, shampoo } from './matrix/shampoo.js';
export { SOAP, type SOAPOptions, soap } from './matrix/soap.js';
export {
  MultiOptimizer,
  type MultiOptimizerOptions,
  type OptimizerPart,
} from './multi-optimizer.js';
export { DAdaptAdam, type DAdaptAdamOptions, dAdaptAdam } from './parameter-free/d-adapt-adam.js';
export { Prodigy, type ProdigyOptions, prodigy } from './parameter-free/prodigy.js';
export { ScheduleFree } from './schedule-free/schedule-free.js';
export {
  ScheduleFreeAdamW,
  type ScheduleFreeAdamWOptions,
  scheduleFreeAdamW,
} from './schedule-free/schedule-free-adamw.js';
export {
  ScheduleFreeSGD,
  type ScheduleFreeSGDOptions,
  scheduleFreeSGD,
} from './schedule-free/schedule-free-sgd.js';
export { ASGD, type ASGDOptions, asgd } from './sgd/asgd.js';
export { Fromage, type FromageOptions, fromage } from './sgd/fromage.js';
export { LARS, type LARSOptions, lars } from './sgd/lars.js';
export { Rprop, type RpropOptions, rprop } from './sgd/rprop.js';
export { SGD, type SGDOptions, sgd } from './sgd/sgd.js';
export { Lion, type LionOptions, lion } from './sign/lion.js';
export { Lion8bit, type Lion8bitOptions, lion8bit } from './sign/lion-8bit.js';
export { Signum, type SignumOptions, signum } from './sign/signum.js';
export { Tiger, type TigerOptions, tiger } from './sign/tiger.js';
export { type HutchinsonCall, hutchinson } from './sophia/hutchinson.js';
export { SophiaG, type SophiaGOptions, sophiaG } from './sophia/sophia-g.js';
export { SophiaH, type SophiaHOptions, sophiaH } from './sophia/sophia-h.js';

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
