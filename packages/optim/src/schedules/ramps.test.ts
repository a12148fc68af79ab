import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annealTo } from './combine/anneal-to.js';
import { constant } from './combine/constant.js';
import type { CurveShape } from './curve-shape.js';
import { cosineAnnealing } from './cyclic/cosine-annealing.js';
import { cosineRestarts } from './cyclic/cosine-restarts.js';
import { cosine } from './decay/cosine.js';
import { polynomial } from './decay/polynomial.js';
import { rex } from './decay/rex.js';
import { tanhDecay } from './decay/tanh-decay.js';
import type { NamedSchedule } from './named-schedule.js';
import { constantWarmup } from './warmup/constant-warmup.js';
import { exponentialWarmup } from './warmup/exponential-warmup.js';
import { linearWarmup } from './warmup/linear-warmup.js';
import { warmupStableDecay } from './whole-run/warmup-stable-decay.js';

interface Ends {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

type Ramp = (ends: Ends) => NamedSchedule;

const shapes: readonly CurveShape[] = ['linear', 'cosine', 'sqrt', 'square'];

const annealed = (shape: CurveShape): [string, Ramp] => [
  `annealTo, ${shape}`,
  ({ from, to, steps }) => annealTo(constant(from), { to, begin: 0, steps, shape }),
];

const decay = (shape: CurveShape): [string, Ramp] => [
  `the decay of warmupStableDecay, ${shape}`,
  ({ from, to, steps }) =>
    warmupStableDecay({
      peak: from,
      to,
      warmupSteps: 0,
      stableSteps: 0,
      decaySteps: steps,
      shape,
    }),
];

/** What leads from one value to another in a number of steps, and stays there. */
const ramps: readonly [string, Ramp][] = [
  ['linearWarmup', linearWarmup],
  ['constantWarmup', constantWarmup],
  ['cosine', cosine],
  ['cosine of power 2', (ends) => cosine({ ...ends, exponent: 2 })],
  ['polynomial', polynomial],
  ['polynomial of power ½', (ends) => polynomial({ ...ends, power: 0.5 })],
  ['rex', rex],
  ['one cycle of cosineRestarts', (ends) => cosineRestarts({ ...ends, cycles: 1 })],
  ...shapes.map(annealed),
  ...shapes.map(decay),
];

const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const ends = fc.record({ from: value, to: value, steps: fc.integer({ min: 1, max: 60 }) });

/** Fails unless values never turn back on their way, by more than rounding. */
function expectMonotone(schedule: NamedSchedule, { from, to, steps }: Ends): void {
  const slack = 1e-9 * (Math.abs(from) + Math.abs(to));
  for (let step = 0; step < steps; step++) {
    const rise = (schedule(step + 1) - schedule(step)) * Math.sign(to - from);
    expect(rise).toBeGreaterThanOrEqual(-slack);
  }
}

describe.each(ramps)('%s', (_, ramp) => {
  it('starts at one value, ends exactly at the other and stays there', () => {
    fc.assert(
      fc.property(ends, (given) => {
        const { from, to, steps } = given;
        const schedule = ramp(given);
        expect(Math.abs(schedule(0) - from)).toBeLessThanOrEqual(
          1e-12 * (Math.abs(from) + Math.abs(to)),
        );
        for (const step of [steps, steps + 1, 100 * steps]) expect(schedule(step)).toBe(to);
      }),
    );
  });

  it('never turns back on its way', () => {
    fc.assert(fc.property(ends, (given) => expectMonotone(ramp(given), given)));
  });
});

describe.each<[string, Ramp]>([
  ['tanhDecay', tanhDecay],
  ['exponentialWarmup', exponentialWarmup],
  ['cosineAnnealing', cosineAnnealing],
])('%s', (_, ramp) => {
  it('stays between its ends and never turns back before the last', () => {
    fc.assert(
      fc.property(ends, (given) => {
        const { from, to, steps } = given;
        const schedule = ramp(given);
        expectMonotone(schedule, given);
        const slack = 1e-9 * (Math.abs(from) + Math.abs(to));
        for (let step = 0; step < steps; step++) {
          expect(schedule(step)).toBeGreaterThanOrEqual(Math.min(from, to) - slack);
          expect(schedule(step)).toBeLessThanOrEqual(Math.max(from, to) + slack);
        }
      }),
    );
  });
});
