export { type DecayWarmupOptions, decayWarmup } from './averaging/decay-warmup.js';
export {
  type PowerFunctionDecayOptions,
  powerFunctionDecay,
} from './averaging/power-function-decay.js';
export { type AnnealToOptions, annealTo } from './combine/anneal-to.js';
export { constant } from './combine/constant.js';
export { join } from './combine/join.js';
export { type LimitOptions, limit } from './combine/limit.js';
export { type MultiplicativeOptions, multiplicative } from './combine/multiplicative.js';
export { multiply } from './combine/multiply.js';
export { offset } from './combine/offset.js';
export { scale } from './combine/scale.js';
export { type ChebyshevOptions, chebyshev } from './cyclic/chebyshev.js';
export { type CosineAnnealingOptions, cosineAnnealing } from './cyclic/cosine-annealing.js';
export { type CosineRestartsOptions, cosineRestarts } from './cyclic/cosine-restarts.js';
export { type CyclicMode, type CyclicOptions, cyclic } from './cyclic/cyclic.js';
export { sgdr } from './cyclic/sgdr.js';
export { type CosineOptions, cosine } from './decay/cosine.js';
export { type ExponentialDecayOptions, exponentialDecay } from './decay/exponential-decay.js';
export { type InverseTimeDecayOptions, inverseTimeDecay } from './decay/inverse-time-decay.js';
export { type PiecewiseConstantOptions, piecewiseConstant } from './decay/piecewise-constant.js';
export {
  type PiecewiseInterpolateOptions,
  piecewiseInterpolate,
} from './decay/piecewise-interpolate.js';
export { type PolynomialOptions, polynomial } from './decay/polynomial.js';
export { type RexOptions, rex } from './decay/rex.js';
export { type StepDecayOptions, stepDecay } from './decay/step-decay.js';
export { type TanhDecayOptions, tanhDecay } from './decay/tanh-decay.js';
export { type ConstantWarmupOptions, constantWarmup } from './warmup/constant-warmup.js';
export { type ExponentialWarmupOptions, exponentialWarmup } from './warmup/exponential-warmup.js';
export { type LinearWarmupOptions, linearWarmup } from './warmup/linear-warmup.js';
export { type InverseSqrtOptions, inverseSqrt } from './whole-run/inverse-sqrt.js';
export { type NoamOptions, noam } from './whole-run/noam.js';
export { type OneCycleOptions, type OneCyclePhases, oneCycle } from './whole-run/one-cycle.js';
export { type OneCycleMomentumOptions, oneCycleMomentum } from './whole-run/one-cycle-momentum.js';
export { type WarmupCosineOptions, warmupCosine } from './whole-run/warmup-cosine.js';
export {
  type WarmupStableDecayOptions,
  warmupStableDecay,
} from './whole-run/warmup-stable-decay.js';
