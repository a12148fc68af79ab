import type { AnnealToOptions } from './anneal-to.js';
import type { ChebyshevOptions } from './chebyshev.js';
import type { ConstantWarmupOptions } from './constant-warmup.js';
import type { CosineOptions } from './cosine.js';
import type { CosineAnnealingOptions } from './cosine-annealing.js';
import type { CosineRestartsOptions } from './cosine-restarts.js';
import type { CyclicOptions } from './cyclic.js';
import type { DecayWarmupOptions } from './decay-warmup.js';
import type { ExponentialDecayOptions } from './exponential-decay.js';
import type { ExponentialWarmupOptions } from './exponential-warmup.js';
import type { InverseSqrtOptions } from './inverse-sqrt.js';
import type { InverseTimeDecayOptions } from './inverse-time-decay.js';
import type { LimitOptions } from './limit.js';
import type { LinearWarmupOptions } from './linear-warmup.js';
import type { NoamOptions } from './noam.js';
import type { OneCycleOptions } from './one-cycle.js';
import type { PiecewiseConstantOptions } from './piecewise-constant.js';
import type { PiecewiseInterpolateOptions } from './piecewise-interpolate.js';
import type { PolynomialOptions } from './polynomial.js';
import type { PowerFunctionDecayOptions } from './power-function-decay.js';
import type { RexOptions } from './rex.js';
import type { StepDecayOptions } from './step-decay.js';
import type { TanhDecayOptions } from './tanh-decay.js';
import type { WarmupStableDecayOptions } from './warmup-stable-decay.js';

/** The options of each schedule that is made of numbers alone, by the name of its factory. */
interface OptionsByName {
  constant: { value: number };
  constantWarmup: ConstantWarmupOptions;
  linearWarmup: LinearWarmupOptions;
  exponentialWarmup: ExponentialWarmupOptions;
  exponentialDecay: ExponentialDecayOptions;
  stepDecay: StepDecayOptions;
  inverseTimeDecay: InverseTimeDecayOptions;
  piecewiseConstant: PiecewiseConstantOptions;
  piecewiseInterpolate: PiecewiseInterpolateOptions;
  polynomial: PolynomialOptions;
  cosine: CosineOptions;
  cosineAnnealing: CosineAnnealingOptions;
  cosineRestarts: CosineRestartsOptions;
  tanhDecay: TanhDecayOptions;
  rex: RexOptions;
  chebyshev: ChebyshevOptions;
  cyclic: CyclicOptions;
  oneCycle: OneCycleOptions;
  inverseSqrt: InverseSqrtOptions;
  noam: NoamOptions;
  warmupStableDecay: WarmupStableDecayOptions;
  decayWarmup: DecayWarmupOptions;
  powerFunctionDecay: PowerFunctionDecayOptions;
}

/** The options of each schedule that is made of others. */
interface CompositeOptionsByName {
  join: { schedules: readonly SavedSchedule[]; boundaries: readonly number[] };
  multiply: { schedules: readonly SavedSchedule[] };
  multiplicative: { from: number; factor: SavedSchedule };
  scale: { inner: SavedSchedule; factor: number };
  offset: { inner: SavedSchedule; amount: number };
  limit: { inner: SavedSchedule } & LimitOptions;
  annealTo: { inner: SavedSchedule } & AnnealToOptions;
}

/** The saved options of each schedule, with all defaults filled in. */
export type SavedOptionsByName = {
  readonly [Name in keyof OptionsByName]: Readonly<Required<OptionsByName[Name]>>;
} & {
  readonly [Name in keyof CompositeOptionsByName]: Readonly<Required<CompositeOptionsByName[Name]>>;
};

/**
 * What rebuilds a schedule: the name of its factory and the options given to it, as plain data
 * that JSON can hold. {@link restoreSchedule} takes it.
 */
export type SavedSchedule = {
  [Name in keyof SavedOptionsByName]: { readonly schedule: Name } & SavedOptionsByName[Name];
}[keyof SavedOptionsByName];
