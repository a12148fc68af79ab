export {
  applyUpdate,
  type ChosenGroup,
  type ChosenGroups,
  type ChosenParameter,
  chosenGroups,
  type GroupView,
  LossScaler,
  type LossScalerOptions,
  type MicroBatches,
  microBatches,
  type NonFinite,
  type SamOptions,
  type SharpnessAware,
  sam,
  skipStep,
  throwError,
} from '@nadir/core/internal';
export { Adam, type AdamOptions } from './adam/adam.js';
export { Adamax, type AdamaxOptions } from './adam/adamax.js';
export { AdamW, type AdamWOptions } from './adam/adamw.js';
export { AdamW8bit, type AdamW8bitOptions } from './adam/adamw-8bit.js';
export { ACProp, type ACPropOptions } from './adam/denominator/acprop.js';
export { AdaBelief, type AdaBeliefOptions } from './adam/denominator/adabelief.js';
export { ADOPT, type ADOPTOptions } from './adam/denominator/adopt.js';
export { Yogi, type YogiOptions } from './adam/denominator/yogi.js';
export { Adan, type AdanOptions } from './adam/momentum/adan.js';
export { AdEMAMix, type AdEMAMixOptions } from './adam/momentum/ademamix.js';
export { MARS, type MARSOptions } from './adam/momentum/mars.js';
export { NAdam, type NAdamOptions } from './adam/nadam.js';
export { ProxAdam, type ProxAdamOptions } from './adam/prox-adam.js';
export { RAdam, type RAdamOptions } from './adam/radam.js';
export { SparseAdam, type SparseAdamOptions } from './adam/sparse-adam.js';
export { Adadelta, type AdadeltaOptions } from './adaptive/adadelta.js';
export { Adagrad, type AdagradOptions } from './adaptive/adagrad.js';
export { FTRL, type FTRLOptions } from './adaptive/ftrl.js';
export { RMSprop, type RMSpropOptions } from './adaptive/rmsprop.js';
export { Adafactor, type AdafactorOptions } from './factored/adafactor.js';
export { SM3, type SM3Options } from './factored/sm3.js';
export { LAMB, type LAMBOptions } from './layerwise/lamb.js';
export { NovoGrad, type NovoGradOptions } from './layerwise/novograd.js';
export { type Evaluate, LBFGSInterpreter } from './lbfgs/interpreter.js';
export { LBFGS } from './lbfgs/lbfgs.js';
export type { LBFGSOptions } from './lbfgs/options.js';
export { Muon, type MuonOptions } from './matrix/muon.js';
export { Shampoo, type ShampooOptions } from './matrix/shampoo.js';
export { SOAP, type SOAPOptions } from './matrix/soap.js';
export {
  MultiOptimizer,
  type MultiOptimizerOptions,
  type OptimizerPart,
} from './multi-optimizer.js';
export { optimizers } from './optimizers.js';
export { DAdaptAdam, type DAdaptAdamOptions } from './parameter-free/d-adapt-adam.js';
export { Prodigy, type ProdigyOptions } from './parameter-free/prodigy.js';
export { ScheduleFree } from './schedule-free/schedule-free.js';
export {
  ScheduleFreeAdamW,
  type ScheduleFreeAdamWOptions,
} from './schedule-free/schedule-free-adamw.js';
export {
  ScheduleFreeSGD,
  type ScheduleFreeSGDOptions,
} from './schedule-free/schedule-free-sgd.js';
export { ASGD, type ASGDOptions } from './sgd/asgd.js';
export { Fromage, type FromageOptions } from './sgd/fromage.js';
export { LARS, type LARSOptions } from './sgd/lars.js';
export { Rprop, type RpropOptions } from './sgd/rprop.js';
export { SGD, type SGDOptions } from './sgd/sgd.js';
export { Lion, type LionOptions } from './sign/lion.js';
export { Lion8bit, type Lion8bitOptions } from './sign/lion-8bit.js';
export { Signum, type SignumOptions } from './sign/signum.js';
export { Tiger, type TigerOptions } from './sign/tiger.js';
export { type HutchinsonCall, hutchinson } from './sophia/hutchinson.js';
export { SophiaG, type SophiaGOptions } from './sophia/sophia-g.js';
export { SophiaH, type SophiaHOptions } from './sophia/sophia-h.js';
