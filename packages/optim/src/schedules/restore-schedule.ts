import { OptionError } from '@nadir/core';
import { checkNames, describe, registerNamed } from '@nadir/core/internal';
import { annealTo } from './anneal-to.js';
import { chebyshev } from './chebyshev.js';
import { constant } from './constant.js';
import { constantWarmup } from './constant-warmup.js';
import { cosine } from './cosine.js';
import { cosineAnnealing } from './cosine-annealing.js';
import { cosineRestarts } from './cosine-restarts.js';
import { cyclic } from './cyclic.js';
import { decayWarmup } from './decay-warmup.js';
import { exponentialDecay } from './exponential-decay.js';
import { exponentialWarmup } from './exponential-warmup.js';
import { inverseSqrt } from './inverse-sqrt.js';
import { inverseTimeDecay } from './inverse-time-decay.js';
import { join } from './join.js';
import { limit } from './limit.js';
import { linearWarmup } from './linear-warmup.js';
import { multiplicative } from './multiplicative.js';
import { multiply } from './multiply.js';
import type { NamedSchedule } from './named-schedule.js';
import { noam } from './noam.js';
import { offset } from './offset.js';
import { oneCycle } from './one-cycle.js';
import { piecewiseConstant } from './piecewise-constant.js';
import { piecewiseInterpolate } from './piecewise-interpolate.js';
import { polynomial } from './polynomial.js';
import { powerFunctionDecay } from './power-function-decay.js';
import { rex } from './rex.js';
import type { SavedOptionsByName, SavedSchedule } from './saved-schedule.js';
import { scale } from './scale.js';
import { stepDecay } from './step-decay.js';
import { tanhDecay } from './tanh-decay.js';
import { warmupStableDecay } from './warmup-stable-decay.js';

/** How each kind of schedule is made from its options. A name without an entry does not compile. */
const factories: {
  readonly [Name in keyof SavedOptionsByName]: (options: SavedOptionsByName[Name]) => NamedSchedule;
} = {
  constant(options) {
    checkNames('constant', options, ['value']);
    return constant(options.value);
  },
  constantWarmup,
  linearWarmup,
  exponentialWarmup,
  exponentialDecay,
  stepDecay,
  inverseTimeDecay,
  piecewiseConstant,
  piecewiseInterpolate,
  polynomial,
  cosine,
  cosineAnnealing,
  cosineRestarts,
  tanhDecay,
  rex,
  chebyshev,
  cyclic,
  oneCycle,
  inverseSqrt,
  noam,
  warmupStableDecay,
  decayWarmup,
  powerFunctionDecay,
  join(options) {
    checkNames('join', options, ['schedules', 'boundaries']);
    return join(restoreAll(options.schedules), options.boundaries);
  },
  multiply(options) {
    checkNames('multiply', options, ['schedules']);
    return multiply(restoreAll(options.schedules));
  },
  multiplicative({ factor, ...options }) {
    return multiplicative({ ...options, factor: restoreSchedule(factor) });
  },
  scale(options) {
    checkNames('scale', options, ['inner', 'factor']);
    return scale(restoreSchedule(options.inner), options.factor);
  },
  offset(options) {
    checkNames('offset', options, ['inner', 'amount']);
    return offset(restoreSchedule(options.inner), options.amount);
  },
  limit: ({ inner, ...options }) => limit(restoreSchedule(inner), options),
  annealTo: ({ inner, ...options }) => annealTo(restoreSchedule(inner), options),
};

for (const [name, restore] of Object.entries(factories)) registerNamed('schedule', name, restore);

/**
 * The schedule that a saved `config` describes: the same value at every step, bit for bit.
 *
 * @throws {@link OptionError} when the name is unknown or an option leaves its range.
 * @example
 * ```ts
 * const text = JSON.stringify(cosine({ from: 0.1, steps: 100 }).config);
 * const rate = restoreSchedule(JSON.parse(text));
 * ```
 */
export function restoreSchedule(config: SavedSchedule): NamedSchedule {
  const name: unknown = config?.schedule;
  if (typeof name !== 'string' || !Object.hasOwn(factories, name)) {
    const got = name === undefined ? describe(config) : describe(name);
    throw new OptionError(
      `restoreSchedule: got ${got}, expected one of ${Object.keys(factories).join(', ')}. ` +
        'Pass the `config` of a schedule.',
    );
  }
  const { schedule, ...options } = config;
  // The name decides the type of the options; what a file really holds, the factories check.
  return factories[schedule](options as never);
}

/** What is no list is left for the factory to refuse. */
function restoreAll(configs: readonly SavedSchedule[]): NamedSchedule[] {
  return Array.isArray(configs) ? configs.map(restoreSchedule) : (configs as never);
}
