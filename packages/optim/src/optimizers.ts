import type { Optimizer, Transform } from '@nadir/core';
import { registerClass } from '@nadir/core/internal';
import { Adam } from './adam/adam.js';
import { Adamax } from './adam/adamax.js';
import { AdamW } from './adam/adamw.js';
import { AdamW8bit } from './adam/adamw-8bit.js';
import { ACProp } from './adam/denominator/acprop.js';
import { AdaBelief } from './adam/denominator/adabelief.js';
import { ADOPT } from './adam/denominator/adopt.js';
import { Yogi } from './adam/denominator/yogi.js';
import { Adan } from './adam/momentum/adan.js';
import { AdEMAMix } from './adam/momentum/ademamix.js';
import { MARS } from './adam/momentum/mars.js';
import { NAdam } from './adam/nadam.js';
import { ProxAdam } from './adam/prox-adam.js';
import { RAdam } from './adam/radam.js';
import { SparseAdam } from './adam/sparse-adam.js';
import { Adadelta } from './adaptive/adadelta.js';
import { Adagrad } from './adaptive/adagrad.js';
import { FTRL } from './adaptive/ftrl.js';
import { RMSprop } from './adaptive/rmsprop.js';
import { Adafactor } from './factored/adafactor.js';
import { SM3 } from './factored/sm3.js';
import { LAMB } from './layerwise/lamb.js';
import { NovoGrad } from './layerwise/novograd.js';
import { Muon } from './matrix/muon.js';
import { Shampoo } from './matrix/shampoo.js';
import { SOAP } from './matrix/soap.js';
import { DAdaptAdam } from './parameter-free/d-adapt-adam.js';
import { Prodigy } from './parameter-free/prodigy.js';
import { ScheduleFreeAdamW } from './schedule-free/schedule-free-adamw.js';
import { ScheduleFreeSGD } from './schedule-free/schedule-free-sgd.js';
import { ASGD } from './sgd/asgd.js';
import { Fromage } from './sgd/fromage.js';
import { LARS } from './sgd/lars.js';
import { Rprop } from './sgd/rprop.js';
import { SGD } from './sgd/sgd.js';
import { Lion } from './sign/lion.js';
import { Lion8bit } from './sign/lion-8bit.js';
import { Signum } from './sign/signum.js';
import { Tiger } from './sign/tiger.js';
import { SophiaG } from './sophia/sophia-g.js';
import { SophiaH } from './sophia/sophia-h.js';

/** An optimizer class, with the rule that its instances run. */
interface OptimizerClass {
  readonly rule: Transform;
  new (...given: never[]): Optimizer<never>;
}

/** Every optimizer that is a rule, by the name of its file: all but {@link LBFGS} and {@link MultiOptimizer}. */
export const optimizers: Readonly<Record<string, OptimizerClass>> = {
  acprop: ACProp,
  adabelief: AdaBelief,
  adadelta: Adadelta,
  adafactor: Adafactor,
  adagrad: Adagrad,
  adam: Adam,
  adamax: Adamax,
  adamw: AdamW,
  'adamw-8bit': AdamW8bit,
  adan: Adan,
  ademamix: AdEMAMix,
  adopt: ADOPT,
  asgd: ASGD,
  'd-adapt-adam': DAdaptAdam,
  fromage: Fromage,
  ftrl: FTRL,
  lamb: LAMB,
  lars: LARS,
  lion: Lion,
  'lion-8bit': Lion8bit,
  mars: MARS,
  muon: Muon,
  nadam: NAdam,
  novograd: NovoGrad,
  prodigy: Prodigy,
  'prox-adam': ProxAdam,
  radam: RAdam,
  rmsprop: RMSprop,
  rprop: Rprop,
  'schedule-free-adamw': ScheduleFreeAdamW,
  'schedule-free-sgd': ScheduleFreeSGD,
  sgd: SGD,
  shampoo: Shampoo,
  signum: Signum,
  sm3: SM3,
  soap: SOAP,
  'sophia-g': SophiaG,
  'sophia-h': SophiaH,
  'sparse-adam': SparseAdam,
  tiger: Tiger,
  yogi: Yogi,
};

// Where nothing of the package is left out, as in Node.js, importing it is enough to load models saved with them.
for (const one of Object.values(optimizers)) registerClass(one as never);
