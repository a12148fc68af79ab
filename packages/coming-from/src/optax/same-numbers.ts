import { chain, type OptionValue, type Rule, type Schedule } from '@nadir/core';
import {
  acprop,
  adaBelief,
  adadelta,
  adagrad,
  adam,
  adamax,
  adamW,
  adEMAMix,
  adopt,
  dAdaptAdam,
  fromage,
  lamb,
  lion,
  novoGrad,
  prodigy,
  rmsprop,
  scheduleFreeAdamW,
  scheduleFreeSGD,
  sgd,
  signum,
  sm3,
  yogi,
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
const moving = (link: Rule): [Rule, Options] => [
  chain(link, scaleByLearningRate(learningRate)),
  {},
];

/** The rule and options with which the numbers are those that record_numbers.py has of the same name. */
export const sameNumbers: Readonly<Record<string, readonly [Rule, Options]>> = {
  adabelief: [adaBelief, { learningRate, rectify: false }],
  adadelta: [adadelta, { weightDecay }],
  adagrad: [
    adagrad,
    { learningRate, initialAccumulatorValue: 0.1, epsilon: 1e-7, epsilonInsideRoot: true },
  ],
  adam: [adam, { learningRate }],
  adamax: [adamax, { learningRate }],
  adamaxw: moving(chain(scaleByAdamax(), addDecayedWeights(weightDecay))),
  adamw: [adamW, { learningRate, weightDecay }],
  amsgrad: moving(scaleByAmsgrad({ beta2: 0.5 })),
  fromage: [fromage, { learningRate }],
  lamb: [lamb, { learningRate, weightDecay, alwaysAdapt: true }],
  lion: [lion, { learningRate, weightDecay }],
  nadam: moving(scaleByAdam({ nesterov: true })),
  nadamw: moving(chain(scaleByAdam({ nesterov: true }), addDecayedWeights(weightDecay))),
  novograd: [novoGrad, { learningRate, weightDecay, beta1: 0.9, beta2: 0.25, epsilon: 1e-6 }],
  rmsprop: [
    rmsprop,
    { learningRate, alpha: 0.9, epsilonInsideRoot: true, centered: true, momentum: 0.9 },
  ],
  sgd: [sgd, { learningRate, momentum: 0.9, nesterov: true }],
  sign_sgd: [signum, { learningRate, beta: 0 }],
  signum: [signum, { learningRate }],
  sm3: [sm3, { learningRate, momentum: 0.9, epsilon: 1e-8 }],
  yogi: [yogi, { learningRate }],
  'contrib.acprop': [acprop, { learningRate, weightDecay }],
  'contrib.ademamix': [adEMAMix, { learningRate, weightDecay, alpha: 5 }],
  'contrib.adopt': [adopt, { learningRate, clipExponent: 0.25 }],
  'contrib.dadapt_adamw': [
    dAdaptAdam,
    { weightDecay: 0.01, decoupledWeightDecay: true, biasCorrection: true },
  ],
  'contrib.prodigy': [prodigy, { weightDecay: 0.01, biasCorrection: true }],
  'contrib.schedule_free_sgd': [scheduleFreeSGD, { learningRate }],
  'contrib.schedule_free_adamw': [scheduleFreeAdamW, { learningRate }],
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
