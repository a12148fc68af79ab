export {
  addPenaltyGradient,
  cautious,
  clipByGlobalNorm,
  clipByNorm,
  clipByRms,
  clipByValue,
  maximize,
  type NormType,
  proximalStep,
} from '@nadir/core/internal';
export { type ScaleByBeliefOptions, scaleByBelief } from '../adam/denominator/scale-by-belief.js';
export { type ScaleByYogiOptions, scaleByYogi } from '../adam/denominator/scale-by-yogi.js';
export { type ScaleByAdamOptions, scaleByAdam } from '../adam/scale-by-adam.js';
export { type ScaleByAdamaxOptions, scaleByAdamax } from '../adam/scale-by-adamax.js';
export { type ScaleByAmsgradOptions, scaleByAmsgrad } from '../adam/scale-by-amsgrad.js';
export { type ScaleByRmsOptions, scaleByRms, scaleByStddev } from '../adaptive/scale-by-rms.js';
export { type MomentumOptions, momentum } from '../sgd/momentum.js';
export { type ScaleByLionOptions, scaleByLion } from '../sign/scale-by-lion.js';
export { scaleBySign } from '../sign/scale-by-sign.js';
export {
  type AdaptiveGradientClipOptions,
  adaptiveGradientClip,
} from './adaptive-gradient-clip.js';
export { addDecayedWeights } from './add-decayed-weights.js';
export { type AddNoiseOptions, addNoise } from './add-noise.js';
export { type AverageGradientsOptions, averageGradients } from './average-gradients.js';
export { type CentralizeOptions, centralize } from './centralize.js';
export { decoupledDecay } from './decoupled-decay.js';
export { type GrokFastOptions, grokFast } from './grok-fast.js';
export { type LookaheadOptions, lookahead } from './lookahead.js';
export { scaleBy } from './scale-by.js';
export { scaleByLearningRate } from './scale-by-learning-rate.js';
export { type ScaleByTrustRatioOptions, scaleByTrustRatio } from './scale-by-trust-ratio.js';
export { softThreshold } from './soft-threshold.js';
