export { type AnnealToOptions, annealTo } from './anneal-to.js';
export { type ChebyshevOptions, chebyshev } from './chebyshev.js';
export { constant } from './constant.js';
export { type ConstantWarmupOptions, constantWarmup } from './constant-warmup.js';
export { type CosineOptions, cosine } from './cosine.js';
export { type CosineAnnealingOptions, cosineAnnealing } from './cosine-annealing.js';
export { type CosineRestartsOptions, cosineRestarts } from './cosine-restarts.js';
export type { CurveShape } from './curve-shape.js';
export { type CyclicMode, type CyclicOptions, cyclic } from './cyclic.js';
export { type DecayWarmupOptions, decayWarmup } from './decay-warmup.js';
export { type ExponentialDecayOptions, exponentialDecay } from './exponential-decay.js';
export { type ExponentialWarmupOptions, exponentialWarmup } from './exponential-warmup.js';
export { type InverseSqrtOptions, inverseSqrt } from './inverse-sqrt.js';
export { type InverseTimeDecayOptions, inverseTimeDecay } from './inverse-time-decay.js';
export { join } from './join.js';
export { type LimitOptions, limit } from './limit.js';
export { type LinearWarmupOptions, linearWarmup } from './linear-warmup.js';
export { type MultiplicativeOptions, multiplicative } from './multiplicative.js';
export { multiply } from './multiply.js';
export { configOf, type NamedSchedule } from './named-schedule.js';
export { type NoamOptions, noam } from './noam.js';
export { offset } from './offset.js';
export { type OneCycleOptions, type OneCyclePhases, oneCycle } from './one-cycle.js';
export { type OneCycleMomentumOptions, oneCycleMomentum } from './one-cycle-momentum.js';
export { type PiecewiseConstantOptions, piecewiseConstant } from './piecewise-constant.js';
export { type PiecewiseInterpolateOptions, piecewiseInterpolate } from './piecewise-interpolate.js';
export { type PolynomialOptions, polynomial } from './polynomial.js';
export { type PowerFunctionDecayOptions, powerFunctionDecay } from './power-function-decay.js';
export {
  ReduceOnPlateau,
  type ReduceOnPlateauOptions,
  type ReduceOnPlateauState,
} from './reduce-on-plateau.js';
export { restoreSchedule } from './restore-schedule.js';
export { type RexOptions, rex } from './rex.js';
export type { SavedSchedule } from './saved-schedule.js';
export { scale } from './scale.js';
export { sgdr } from './sgdr.js';
export { type StepDecayOptions, stepDecay } from './step-decay.js';
export { type TanhDecayOptions, tanhDecay } from './tanh-decay.js';
export { type WarmupCosineOptions, warmupCosine } from './warmup-cosine.js';
export { type WarmupStableDecayOptions, warmupStableDecay } from './warmup-stable-decay.js';
