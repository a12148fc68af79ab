import { describe, expect, it } from 'vitest';
import {
  describeDistribution,
  edgeOf,
  logNormal,
  logUniform,
  oneMinusLogUniform,
  oneOf,
  uniform,
  valueAt,
} from './distribution.js';

describe('valueAt', () => {
  it.each([
    // Half of the way between two powers of ten is the power between them.
    [logUniform(1e-4, 1e-2), 0.5, 1e-3],
    // 0.9 of a distance of 0.5 decades: 1e-1 · 10^0.45 = 0.28184 to four digits.
    [logUniform(1e-1, 1e-1 * Math.sqrt(10)), 0.9, 0.2818],
    // x = 0.1 is half-way between 0.01 and 1.
    [oneMinusLogUniform(0.01, 1), 0.5, 0.9],
    // The value rises with u: x = 0.01 · 100^0.25 = 0.03162.
    [oneMinusLogUniform(0.01, 1), 0.75, 0.96838],
    [uniform(0.5, 1), 0.5, 0.75],
    // The median of a log-normal number, 10^−2.438 = 0.0036475.
    [logNormal(-2.438, 1.204), 0.5, 0.003648],
    [oneOf(1, 2, 3, 4), 0.24, 1],
    [oneOf(1, 2, 3, 4), 0.25, 2],
    [oneOf('a', 'b'), 0.999, 'b'],
  ])('of %j at %d is %j', (distribution, u, expected) => {
    expect(valueAt(distribution, u)).toBe(expected);
  });

  it('of a log-normal number leaves 2.5 % above 10^(mean + 1.96 deviations)', () => {
    // scipy: 10 ** (−2.438 + 1.204 · norm.ppf(0.975)) = 0.83521; the quantile is good to 4.5e-4 · 1.204 decades.
    const value = valueAt(logNormal(-2.438, 1.204), 0.975) as number;
    expect(Math.abs(Math.log10(value / 0.8352118))).toBeLessThan(6e-4);
  });
});

describe('edgeOf', () => {
  it.each([
    // The lowest twentieth of two decades ends at 10^−3.9 = 1.259e-4.
    [logUniform(1e-4, 1e-2), 1.25e-4, 'lowest'],
    [logUniform(1e-4, 1e-2), 1.27e-4, undefined],
    [logUniform(1e-4, 1e-2), 8e-3, 'highest'],
    // Beyond the space, as defaults may be.
    [logUniform(1e-4, 1e-2), 0.1, 'highest'],
    [oneOf(1, 2, 3), 1, 'lowest'],
    [oneOf(1, 2, 3), 2, undefined],
    [oneOf(1, 2, 3), 3, 'highest'],
    [oneOf('a', 'b'), 'a', undefined],
  ])('of %j at %j is %j', (distribution, value, edge) => {
    expect(edgeOf(distribution, value)).toBe(edge);
  });
});

describe('describeDistribution', () => {
  it.each([
    [logUniform(1e-4, 1), 'log-uniform from 0.0001 to 1'],
    [uniform(0, 1), 'uniform from 0 to 1'],
    [oneMinusLogUniform(0.02, 0.5), '1 − x, x log-uniform from 0.02 to 0.5'],
    [logNormal(-2.438, 1.204), '10 to a normal power, −2.438 ± 1.204'],
    [oneOf(0.8, 0.9), 'one of 0.8, 0.9'],
  ])('says what %j is', (distribution, words) => {
    expect(describeDistribution(distribution)).toBe(words);
  });
});
