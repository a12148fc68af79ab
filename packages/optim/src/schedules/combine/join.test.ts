import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { linearWarmup } from '../warmup/linear-warmup.js';
import { constant } from './constant.js';
import { join } from './join.js';

const identity = (step: number) => step;

describe('join', () => {
  it('gives the rates of torch 2.13 SequentialLR over LinearLR and CosineAnnealingLR', () => {
    const rate = join(
      [
        linearWarmup({ from: 0.005, to: 0.05, steps: 20 }),
        cosine({ from: 0.05, to: 2e-3, steps: 180 }),
      ],
      [20],
    );
    // SGD(lr=0.05), LinearLR(start_factor=0.1, end_factor=1, total_iters=20),
    // CosineAnnealingLR(T_max=180, eta_min=2e-3), milestones=[20]; steps 0, 10, …, 200.
    const torch = [
      0.005, 0.0275, 0.05, 0.0496353860723, 0.0485526228989, 0.0467846096908, 0.0443850666349,
      0.0414269026325, 0.038, 0.0342084834398, 0.030167556264, 0.026, 0.021832443736,
      0.0177915165602, 0.014, 0.0105730973675, 0.00761493336514, 0.00521539030917, 0.00344737710114,
      0.00236461392771, 0.002,
    ];
    torch.forEach((expected, i) => {
      expect(rate(10 * i)).toBeCloseTo(expected, 12);
    });
    // The sum over all 201 steps in PyTorch.
    const sum = Array.from({ length: 201 }, (_, step) => rate(step)).reduce((a, b) => a + b);
    expect(sum).toBeCloseTo(5.2335, 11);
  });

  it('counts the steps of each part from its boundary', () => {
    const schedule = join([identity, identity, constant(-1), identity], [3, 5, 6]);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(schedule)).toEqual([0, 1, 2, 0, 1, -1, 0, 1]);
  });

  it('never calls a part whose boundary follows at the same step', () => {
    const schedule = join([constant(1), constant(2)], [0]);
    expect(schedule(0)).toBe(2);
  });

  it('means one after the other however it is nested', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 120 }),
        (first, second, step) => {
          const flat = join([identity, constant(-1), identity], [first, first + second]);
          const left = join([join([identity, constant(-1)], [first]), identity], [first + second]);
          const right = join([identity, join([constant(-1), identity], [second])], [first]);
          expect(left(step)).toBe(flat(step));
          expect(right(step)).toBe(flat(step));
        },
      ),
    );
  });

  it('does not follow later changes of the arrays given', () => {
    const boundaries = [2];
    const parts = [constant(1), constant(2)];
    const schedule = join(parts, boundaries);
    boundaries[0] = 100;
    parts[1] = constant(3);
    expect(schedule(2)).toBe(2);
    expect(schedule.config).toMatchObject({ boundaries: [2] });
  });

  it('cannot be saved when a part is a plain function', () => {
    expect(configOf(join([constant(1), identity], [1]))).toBeUndefined();
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(fc.tuple(part, part, steps).map(([a, b, boundary]) => join([a, b], [boundary])));
  });

  it.each([
    [[], [], 'join.schedules: got [], expected a list of at least one schedule.'],
    [[constant(1), 0.1], [1], 'join.schedules[1]: got 0.1, expected a schedule.'],
    [[identity, identity], [], 'join.boundaries: got [], expected 1 for 2 schedules.'],
    [[identity, identity], [Number.NaN], 'join.boundaries: got NaN, expected an integer ≥ 0.'],
    [[identity, identity], [-1], 'join.boundaries: got -1'],
    [[identity, identity, identity], [4, 4], 'join.boundaries: got 4, expected an integer ≥ 5.'],
  ])('refuses %o with boundaries %o', (schedules, boundaries, message) => {
    const make = () => join(schedules as (typeof identity)[], boundaries);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
  });
});
