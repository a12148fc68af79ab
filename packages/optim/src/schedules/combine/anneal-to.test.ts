import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { annealTo } from './anneal-to.js';
import { constant } from './constant.js';

const identity = (step: number) => step;

describe('annealTo', () => {
  it('has the rates of torch 2.13 SWALR(swa_lr=0.05, anneal_epochs=4) from 1', () => {
    const rate = annealTo(constant(1), { to: 0.05, begin: 0, steps: 4 });
    [1, 0.860876, 0.525, 0.189124, 0.05, 0.05].forEach((expected, step) => {
      expect(rate(step)).toBeCloseTo(expected, 6);
    });
  });

  it('follows its schedule until it begins, and starts from where it is then', () => {
    const rate = annealTo(identity, { to: 0, begin: 10, steps: 5, shape: 'linear' });
    [9, 10, 8, 6, 4, 2, 0, 0].forEach((expected, i) => {
      expect(rate(9 + i)).toBeCloseTo(expected, 12);
    });
  });

  it('is at its end at once without steps', () => {
    const rate = annealTo(identity, { to: 7, begin: 3, steps: 0 });
    expect([0, 1, 2, 3, 4].map(rate)).toEqual([0, 1, 2, 7, 7]);
  });

  it('can be saved if its schedule can', () => {
    expect(annealTo(constant(1), { to: 2, begin: 3 }).config).toEqual({
      schedule: 'annealTo',
      inner: { schedule: 'constant', value: 1 },
      to: 2,
      begin: 3,
      steps: 10,
      shape: 'cosine',
    });
    expect(configOf(annealTo(identity, { to: 2, begin: 3 }))).toBeUndefined();
  });

  it('is the same again from its config', () => {
    const { finite, shape, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(
      fc
        .tuple(part, fc.record({ to: finite, begin: steps, steps, shape }))
        .map(([one, options]) => annealTo(one, options)),
    );
  });

  it.each([
    [{ to: Number.NaN, begin: 1 }, 'annealTo.to: got NaN'],
    [{ to: 1, begin: -1 }, 'annealTo.begin: got -1, expected an integer ≥ 0.'],
    [{ to: 1 }, 'annealTo.begin: got undefined'],
    [{ to: 1, begin: 1, steps: 0.5 }, 'annealTo.steps: got 0.5'],
    [{ to: 1, begin: 1, shape: 'cos' }, 'annealTo.shape: got "cos"'],
    [{ to: 1, begin: 1, swaLr: 1 }, 'annealTo: got option `swaLr`'],
  ])('refuses %o', (options, message) => {
    expect(() => annealTo(identity, options as never)).toThrow(OptionError);
    expect(() => annealTo(identity, options as never)).toThrow(message);
  });

  it('refuses what is no schedule', () => {
    expect(() => annealTo(1 as never, { to: 1, begin: 2 })).toThrow('annealTo: got 1');
  });
});
