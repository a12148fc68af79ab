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
export { type Evaluate, LBFGSInterpreter } from './lbfgs/interpreter.js';
export { LBFGS } from './lbfgs/lbfgs.js';
export type { LBFGSOptions } from './lbfgs/options.js';
export { type CrossEntropyOptions, crossEntropy } from './losses/cross-entropy.js';
export { meanSquaredError } from './losses/mean-squared-error.js';
export { cautious } from './modifiers/cautious.js';
export { clipByGlobalNorm } from './modifiers/clip-by-global-norm.js';
export { clipByValue } from './modifiers/clip-by-value.js';
export { decoupledDecay } from './modifiers/decoupled-decay.js';
export { l2Decay } from './modifiers/l2-decay.js';
export { maximize } from './modifiers/maximize.js';
export { addPenaltyGradient, proximalStep, softThreshold } from './modifiers/regularize.js';
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
export * from './schedules/index.js';
export { decodeSafetensors, encodeSafetensors } from './state/safetensors.js';
export type { StateDict } from './state/state-dict.js';
