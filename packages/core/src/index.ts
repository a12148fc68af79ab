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
export { box } from './constraints/box.js';
export type {
  Constraint,
  ConstraintOptions,
  GroupConstraintOptions,
  SavedConstraint,
} from './constraints/constraint.js';
export { halfspace } from './constraints/halfspace.js';
export { hyperplane } from './constraints/hyperplane.js';
export { l1Ball } from './constraints/l1-ball.js';
export { l1Sphere } from './constraints/l1-sphere.js';
export { l2Ball } from './constraints/l2-ball.js';
export { l2Sphere } from './constraints/l2-sphere.js';
export { maxNorm } from './constraints/max-norm.js';
export { type MinMaxNormOptions, minMaxNorm } from './constraints/min-max-norm.js';
export { nonNegative } from './constraints/non-negative.js';
export { renorm } from './constraints/renorm.js';
export { restoreConstraint } from './constraints/restore-constraint.js';
export { simplex } from './constraints/simplex.js';
export { unitNorm } from './constraints/unit-norm.js';
export {
  FormatError,
  NadirError,
  OptionError,
  ProgramError,
  StateError,
  TensorError,
} from './errors.js';
export type { Groups } from './groups/groups.js';
export { type Evaluate, LBFGSInterpreter } from './lbfgs/interpreter.js';
export { LBFGS } from './lbfgs/lbfgs.js';
export type { LBFGSOptions } from './lbfgs/options.js';
export { type CrossEntropyOptions, crossEntropy } from './losses/cross-entropy.js';
export { entropy } from './losses/entropy.js';
export { gradientPenalty } from './losses/gradient-penalty.js';
export { meanSquaredError } from './losses/mean-squared-error.js';
export { r1Penalty } from './losses/r1-penalty.js';
export { sampledCrossEntropy } from './losses/sampled-cross-entropy.js';
export {
  type AdaptiveGradientClipOptions,
  adaptiveGradientClip,
} from './modifiers/adaptive-gradient-clip.js';
export { addDecayedWeights } from './modifiers/add-decayed-weights.js';
export { type AddNoiseOptions, addNoise } from './modifiers/add-noise.js';
export { type AverageGradientsOptions, averageGradients } from './modifiers/average-gradients.js';
export { cautious } from './modifiers/cautious.js';
export { type CentralizeOptions, centralize } from './modifiers/centralize.js';
export { clipByGlobalNorm } from './modifiers/clip-by-global-norm.js';
export { clipByNorm } from './modifiers/clip-by-norm.js';
export { clipByRms } from './modifiers/clip-by-rms.js';
export { clipByValue } from './modifiers/clip-by-value.js';
export { constrain } from './modifiers/constrain.js';
export { decoupledDecay } from './modifiers/decoupled-decay.js';
export { type GrokFastOptions, grokFast } from './modifiers/grok-fast.js';
export { l2Decay } from './modifiers/l2-decay.js';
export { type LookaheadOptions, lookahead } from './modifiers/lookahead.js';
export { maximize } from './modifiers/maximize.js';
export { type MomentumOptions, momentum } from './modifiers/momentum.js';
export type { NormType } from './modifiers/norm-type.js';
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
export { AlphaDropout } from './modules/alpha-dropout.js';
export { BatchNorm, type BatchNormOptions } from './modules/batch-norm.js';
export { CutMix } from './modules/cut-mix.js';
export { DropConnect } from './modules/drop-connect.js';
export { DropPath, type DropPathOptions } from './modules/drop-path.js';
export { Dropout } from './modules/dropout.js';
export { Dropout1d } from './modules/dropout1d.js';
export { Dropout2d } from './modules/dropout2d.js';
export { Dropout3d } from './modules/dropout3d.js';
export { FeatureAlphaDropout } from './modules/feature-alpha-dropout.js';
export { GaussianDropout } from './modules/gaussian-dropout.js';
export { GaussianNoise } from './modules/gaussian-noise.js';
export { GELU, type GELUOptions } from './modules/gelu.js';
export { HostInteger } from './modules/host-integer.js';
export { type Fans, fans, type Initial, initialWeight } from './modules/initial.js';
export { LayerNorm, type LayerNormOptions } from './modules/layer-norm.js';
export { Linear, type LinearOptions } from './modules/linear.js';
export type { MixedBatch, MixingOptions } from './modules/mixing.js';
export { Mixup } from './modules/mixup.js';
export { type AnyModule, type LoadResult, Module } from './modules/module.js';
export { buffer, parameter } from './modules/parameter.js';
export type { RandomOptions } from './modules/random-module.js';
export { ReLU } from './modules/relu.js';
export { Sequential } from './modules/sequential.js';
export { Sigmoid } from './modules/sigmoid.js';
export { SpectralNorm, type SpectralNormOptions } from './modules/spectral-norm.js';
export { Tanh } from './modules/tanh.js';
export { type Batch, updateBatchNorm } from './modules/update-batch-norm.js';
export { WeightNorm, type WeightNormOptions } from './modules/weight-norm.js';
export type { Weighted } from './modules/with-weight.js';
export {
  MultiOptimizer,
  type MultiOptimizerOptions,
  type OptimizerPart,
} from './multi-optimizer.js';
export type { ParameterGroup, Parameters } from './optimizer/arguments.js';
export type { Clip } from './optimizer/clip.js';
export type {
  Gradient,
  Gradients,
  NamedGradient,
  SparseGradient,
} from './optimizer/gradient.js';
export type { GroupOptions } from './optimizer/group-options.js';
export type { GuardOptions } from './optimizer/guard.js';
export { type HutchinsonCall, hutchinson } from './optimizer/hutchinson.js';
export {
  LossScaler,
  type LossScalerOptions,
  type LossScalerState,
} from './optimizer/loss-scaler.js';
export type { NonFinite } from './optimizer/non-finite.js';
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
export { type GroupLassoOptions, groupLasso } from './regularizers/group-lasso.js';
export { l0 } from './regularizers/l0.js';
export { l1 } from './regularizers/l1.js';
export { l2 } from './regularizers/l2.js';
export { nuclearNorm } from './regularizers/nuclear-norm.js';
export { orthogonal } from './regularizers/orthogonal.js';
export {
  type OrthogonalDirectionsOptions,
  orthogonalDirections,
} from './regularizers/orthogonal-directions.js';
export type {
  GradientPenalty,
  Include,
  Penalty,
  ProximalPenalty,
  Regularizer,
  RegularizerOptions,
  SavedRegularizer,
} from './regularizers/regularizer.js';
export { restoreRegularizer } from './regularizers/restore-regularizer.js';
export { type PowerIterationOptions, spectral } from './regularizers/spectral.js';
export { srip } from './regularizers/srip.js';
export { lookup } from './rows/lookup.js';
export { ScheduleFree } from './schedule-free.js';
export * from './schedules/index.js';
export { decodeSafetensors, encodeSafetensors } from './state/safetensors.js';
export type { StateDict } from './state/state-dict.js';
