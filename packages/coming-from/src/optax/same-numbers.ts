import { chain, type Schedule, type Transform } from '@nadir/core';
import type { OptionValue } from '@nadir/core/internal';
import {
  ACProp,
  ADOPT,
  AdaBelief,
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamW,
  AdEMAMix,
  DAdaptAdam,
  Fromage,
  LAMB,
  Lion,
  NovoGrad,
  Prodigy,
  RMSprop,
  ScheduleFreeAdamW,
  ScheduleFreeSGD,
  SGD,
  Signum,
  SM3,
  Yogi,
} from '@nadir/optim';
import { linearWarmup } from '@nadir/optim/schedules';
import {
  adaptiveGradientClip,
  addDecayedWeights,
  averageGradients,
  clipByRms,
  clipByValue,
  momentum,
  scaleBy,
  scaleByAdam,
  scaleByAdamax,
  scaleByAmsgrad,
  scaleByBelief,
  scaleByLearningRate,
  scaleByLion,
  scaleByRms,
  scaleBySign,
  scaleByStddev,
  scaleByTrustRatio,
  scaleByYogi,
} from '@nadir/optim/transforms';

type Options = Readonly<Record<string, OptionValue | Schedule>>;

const learningRate = 0.1;
const weightDecay = 0.1;
const tenSteps = { from: 1, to: 0, steps: 10 };

/** A link that does not move parameters by itself. */
const moving = (link: Transform): [Transform, Options] => [
  chain(link, scaleByLearningRate(learningRate)),
  {},
];

/** The rule and options with which the numbers are those that record_numbers.py has of the same name. */
export const sameNumbers: Readonly<Record<string, readonly [Transform, Options]>> = {
  adabelief: [AdaBelief.rule, { learningRate, rectify: false }],
  adadelta: [Adadelta.rule, { weightDecay }],
  adagrad: [
    Adagrad.rule,
    { learningRate, initialAccumulatorValue: 0.1, epsilon: 1e-7, epsilonInsideRoot: true },
  ],
  adam: [Adam.rule, { learningRate }],
  adamax: [Adamax.rule, { learningRate }],
  adamaxw: moving(chain(scaleByAdamax(), addDecayedWeights(weightDecay))),
  adamw: [AdamW.rule, { learningRate, weightDecay }],
  amsgrad: moving(scaleByAmsgrad({ beta2: 0.5 })),
  fromage: [Fromage.rule, { learningRate }],
  lamb: [LAMB.rule, { learningRate, weightDecay, alwaysAdapt: true }],
  lion: [Lion.rule, { learningRate, weightDecay }],
  nadam: moving(scaleByAdam({ nesterov: true })),
  nadamw: moving(chain(scaleByAdam({ nesterov: true }), addDecayedWeights(weightDecay))),
  novograd: [NovoGrad.rule, { learningRate, weightDecay, beta1: 0.9, beta2: 0.25, epsilon: 1e-6 }],
  rmsprop: [
    RMSprop.rule,
    { learningRate, alpha: 0.9, epsilonInsideRoot: true, centered: true, momentum: 0.9 },
  ],
  sgd: [SGD.rule, { learningRate, momentum: 0.9, nesterov: true }],
  sign_sgd: [Signum.rule, { learningRate, beta: 0 }],
  signum: [Signum.rule, { learningRate }],
  sm3: [SM3.rule, { learningRate, momentum: 0.9, epsilon: 1e-8 }],
  yogi: [Yogi.rule, { learningRate }],
  'contrib.acprop': [ACProp.rule, { learningRate, weightDecay }],
  'contrib.ademamix': [AdEMAMix.rule, { learningRate, weightDecay, alpha: 5 }],
  'contrib.adopt': [ADOPT.rule, { learningRate, clipExponent: 0.25 }],
  'contrib.dadapt_adamw': [
    DAdaptAdam.rule,
    { weightDecay: 0.01, decoupledWeightDecay: true, biasCorrection: true },
  ],
  'contrib.prodigy': [Prodigy.rule, { weightDecay: 0.01, biasCorrection: true }],
  'contrib.schedule_free_sgd': [ScheduleFreeSGD.rule, { learningRate }],
  'contrib.schedule_free_adamw': [ScheduleFreeAdamW.rule, { learningRate }],
  adaptive_grad_clip: moving(adaptiveGradientClip({ clipping: 0.1 })),
  add_decayed_weights: moving(addDecayedWeights(weightDecay)),
  clip: moving(clipByValue(0.5)),
  clip_by_block_rms: moving(clipByRms(0.5)),
  ema: moving(averageGradients(0.9)),
  trace: moving(momentum(0.9, { nesterov: true })),
  scale: moving(scaleBy(0.5)),
  scale_by_schedule: moving(scaleBy(linearWarmup(tenSteps))),
  scale_by_adam: moving(scaleByAdam()),
  scale_by_adamax: moving(scaleByAdamax()),
  scale_by_amsgrad: moving(scaleByAmsgrad({ beta2: 0.5 })),
  scale_by_belief: moving(scaleByBelief()),
  scale_by_lion: moving(scaleByLion()),
  scale_by_rms: moving(scaleByRms({ biasCorrection: true })),
  scale_by_stddev: moving(scaleByStddev()),
  scale_by_sign: moving(scaleBySign),
  scale_by_trust_ratio: moving(scaleByTrustRatio()),
  scale_by_yogi: moving(scaleByYogi()),
  scale_by_learning_rate: [
    scaleByLearningRate(linearWarmup({ ...tenSteps, from: learningRate })),
    {},
  ],
};
