import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from './cosine.js';

describe('cosine', () => {
  it('gives the rates of torch 2.13 CosineAnnealingLR(T_max=199, eta_min=1e-3) from 0.1', () => {
    const rate = cosine({ from: 0.1, to: 1e-3, steps: 199 });
    // Steps 0, 10, …, 190 of the chainable form, which multiplies the rate before it.
    const torch = [
      0.1, 0.0993844453322, 0.0975530907247, 0.0945514836069, 0.0904542766362, 0.0853633710198,
      0.0794053821401, 0.0727284905169, 0.0654987564252, 0.0578959898273, 0.050109278338,
      0.0423322844464, 0.0347584289562, 0.027576080437, 0.0209638703297, 0.0150862502219,
      0.01008940179, 0.00609760113012, 0.0032101279, 0.00149879614507,
    ];
    torch.forEach((expected, i) => {
      expect(rate(10 * i)).toBeCloseTo(expected, 12);
    });
  });

  it('follows sin², the half-angle form of its formula, for 200 steps', () => {
    const rate = cosine({ from: 2, to: 0.5, steps: 200 });
    for (let step = 0; step <= 200; step++) {
      // (1 − cos x) / 2 = sin²(x / 2)
      const fallen = Math.sin((Math.PI * step) / 400) ** 2;
      expect(rate(step)).toBeCloseTo(2 - 1.5 * fallen, 12);
    }
  });

  it('starts and ends exactly, and stays at its end where PyTorch rises again', () => {
    const rate = cosine({ from: 0.3, to: 0.1, steps: 4 });
    expect(rate(0)).toBe(0.3);
    expect([4, 5, 8, 1e6].map(rate)).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  it('ends at 0 if no end is given', () => {
    const rate = cosine({ from: 0.3, steps: 2 });
    expect(rate(1)).toBeCloseTo(0.15, 15);
    expect(rate(2)).toBe(0);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps, exponent: positive }).map(cosine));
  });

  it.each([
    [{ from: Number.NaN, steps: 3 }, 'cosine.from: got NaN, expected a finite number.'],
    [{ from: 1, to: -Infinity, steps: 3 }, 'cosine.to: got -Infinity'],
    [{ from: 1, steps: 0 }, 'cosine.steps: got 0, expected an integer ≥ 1.'],
    [{ from: 1, steps: Number.NaN }, 'cosine.steps: got NaN'],
    [{ from: 1, steps: 3, min: 0 }, 'cosine: got option `min`'],
  ])('refuses %o', (options, message) => {
    expect(() => cosine(options)).toThrow(OptionError);
    expect(() => cosine(options)).toThrow(message);
  });
});
