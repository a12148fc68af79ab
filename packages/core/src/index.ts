export { AveragedWeights } from './averaging/averaged-weights.js';
export { Ema, type EmaOptions, type EmaStart, type EmaState } from './averaging/ema.js';
export {
  LatestWeightAverage,
  type LatestWeightAverageOptions,
} from './averaging/latest-weight-average.js';
export { PostHocEma, type PostHocEmaOptions } from './averaging/post-hoc-ema.js';
export { type ReconstructEmaOptions, reconstructEma } from './averaging/reconstruct-ema.js';
export {
  type EmaWeightsOptions,
  type SwaWeightsOptions,
  WeightAverage,
  type WeightAverageOptions,
  type WeightAverageStart,
} from './averaging/weight-average.js';
export { wholeWords } from './check.js';
export {
  FormatError,
  NadirError,
  OptionError,
  ProgramError,
  StateError,
  TensorError,
} from './errors.js';
export { type CrossEntropyOptions, crossEntropy } from './losses/cross-entropy.js';
export { meanSquaredError } from './losses/mean-squared-error.js';
export {
  type AdaptiveGradientClipOptions,
  adaptiveGradientClip,
} from './modifiers/adaptive-gradient-clip.js';
export { addDecayedWeights } from './modifiers/add-decayed-weights.js';
export { type AddNoiseOptions, addNoise } from './modifiers/add-noise.js';
export { type AverageGradientsOptions, averageGradients } from './modifiers/average-gradients.js';
export { cautious } from './modifiers/cautious.js';
export { type CentralizeOptions, centralize } from './modifiers/centralize.js';
export { clipByBlockRms } from './modifiers/clip-by-block-rms.js';
export { clipByGlobalNorm } from './modifiers/clip-by-global-norm.js';
export { clipByValue } from './modifiers/clip-by-value.js';
export { decoupledDecay } from './modifiers/decoupled-decay.js';
export { type GrokFastOptions, grokFast } from './modifiers/grok-fast.js';
export { l2Decay } from './modifiers/l2-decay.js';
export { type LookaheadOptions, lookahead } from './modifiers/lookahead.js';
export { maximize } from './modifiers/maximize.js';
export { type MomentumOptions, momentum } from './modifiers/momentum.js';
export { addPenaltyGradient, proximalStep, softThreshold } from './modifiers/regularize.js';
export { scaleBy } from './modifiers/scale-by.js';
export { type ScaleByAdamOptions, scaleByAdam } from './modifiers/scale-by-adam.js';
export { type ScaleByAdamaxOptions, scaleByAdamax } from './modifiers/scale-by-adamax.js';
export { type ScaleByAmsgradOptions, scaleByAmsgrad } from './modifiers/scale-by-amsgrad.js';
export { type ScaleByBeliefOptions, scaleByBelief } from './modifiers/scale-by-belief.js';
export { scaleByLearningRate } from './modifiers/scale-by-learning-rate.js';
export { type ScaleByLionOptions, scaleByLion } from './modifiers/scale-by-lion.js';
export { type ScaleByRmsOptions, scaleByRms, scaleByStddev } from './modifiers/scale-by-rms.js';
export { scaleBySign } from './modifiers/scale-by-sign.js';
export {
  type ScaleByTrustRatioOptions,
  scaleByTrustRatio,
} from './modifiers/scale-by-trust-ratio.js';
export { type ScaleByYogiOptions, scaleByYogi } from './modifiers/scale-by-yogi.js';
export { BatchNorm, type BatchNormOptions } from './modules/batch-norm.js';
export { Dropout, type DropoutOptions } from './modules/dropout.js';
export { GELU, type GELUOptions } from './modules/gelu.js';
export { HostInteger } from './modules/host-integer.js';
export { type Fans, fans, type Initial, initialWeight } from './modules/initial.js';
export { LayerNorm, type LayerNormOptions } from './modules/layer-norm.js';
export { Linear, type LinearOptions } from './modules/linear.js';
export { type AnyModule, type LoadResult, Module } from './modules/module.js';
export { buffer, parameter } from './modules/parameter.js';
export { ReLU } from './modules/relu.js';
export { Sequential } from './modules/sequential.js';
export { Sigmoid } from './modules/sigmoid.js';
export { Tanh } from './modules/tanh.js';
export { type Batch, updateBatchNorm } from './modules/update-batch-norm.js';
export type { ParameterGroup, Parameters } from './optimizer/arguments.js';
export type { Clip } from './optimizer/clip.js';
export type {
  Gradient,
  Gradients,
  NamedGradient,
  SparseGradient,
} from './optimizer/gradient.js';
export type { GuardOptions } from './optimizer/guard.js';
export type { NonFinite } from './optimizer/non-finite.js';
export type { GroupOptions } from './optimizer/settings.js';
export type { SharpnessAware } from './optimizer/sharpness.js';
export type { NamedTensor } from './optimizer/state-dict.js';
export { type GroupView, Optimizer, type OptimizerOptions } from './optimizer.js';
export * from './optimizers/index.js';
export type { HasNamedParameters, ParameterSource } from './parameters.js';
export { randomNormal } from './random/normal.js';
export { type RandomDraw, type RandomStream, RandomStreams, seed } from './random/streams.js';
export { randomUniform } from './random/uniform.js';
export { type DecayGroups, decayable } from './regularizers/decayable.js';
export { type ElasticNetStrengths, elasticNet } from './regularizers/elastic-net.js';
export { l1 } from './regularizers/l1.js';
export { l2 } from './regularizers/l2.js';
export type {
  Include,
  Regularizer,
  RegularizerOptions,
  SavedRegularizer,
} from './regularizers/regularizer.js';
export { restoreRegularizer } from './regularizers/restore-regularizer.js';
export { lookup } from './rows/lookup.js';
export { ScheduleFree } from './schedule-free.js';
export * from './schedules/index.js';
export { decodeSafetensors, encodeSafetensors } from './state/safetensors.js';
export type { StateDict } from './state/state-dict.js';
