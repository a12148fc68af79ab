export { AveragedWeights } from './averaged-weights.js';
export { Ema, type EmaOptions, type EmaState } from './ema.js';
export { LatestWeightAverage, type LatestWeightAverageOptions } from './latest-weight-average.js';
export { PostHocEma, type PostHocEmaOptions } from './post-hoc-ema.js';
export { type ReconstructEmaOptions, reconstructEma } from './reconstruct-ema.js';
export type { EmaStart } from './weight.js';
export {
  type EmaWeightsOptions,
  type SwaWeightsOptions,
  WeightAverage,
  type WeightAverageOptions,
  type WeightAverageStart,
} from './weight-average.js';
