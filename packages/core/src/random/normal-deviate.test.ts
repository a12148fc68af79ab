import { describe, expect, it } from 'vitest';
import { bits } from '../program/expression.js';
import { interpret } from '../program/interpret.js';
import { threefry } from '../program/threefry.js';
import { trace } from '../program/trace.js';
import { normalDeviate } from './normal-deviate.js';

const program = trace(
  { name: 'normal', integers: ['key', 'stream', 'a', 'b'] },
  ({ key, stream, a, b }) => ({
    value: normalDeviate(bits(key, stream, a), bits(key, stream, b)),
  }),
);
const draw = { key: 42, stream: 3, a: 0, b: 1 };
const values = (precision: 'float32' | 'float64', size: number) =>
  interpret(program, draw, precision, size).value as ArrayLike<number>;

/** The formula of the documentation, in float64. */
function formula(element: number): number {
  const [u, v] = [draw.a, draw.b].map(
    (step) => (threefry(draw.key, draw.stream, element, step)[0] >>> 8) / 2 ** 24,
  ) as [number, number];
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * (v - 0.5));
}

describe('normalDeviate', () => {
  it('is within 1e-6 of Box and Muller in float32, and nearer in float64', () => {
    const [single, double] = [values('float32', 20_000), values('float64', 20_000)];
    let [worst, worstDouble] = [0, 0];
    for (let i = 0; i < 20_000; i++) {
      const expected = formula(i);
      worst = Math.max(worst, Math.abs((single[i] as number) - expected));
      worstDouble = Math.max(worstDouble, Math.abs((double[i] as number) - expected));
    }
    expect(worst).toBeLessThan(1e-6);
    // r · 6e-8 is left out of the series of the sine, with r up to 4.5 among these numbers.
    expect(worstDouble).toBeLessThan(3e-7);
    expect(worst).toBeGreaterThan(0);
  });

  it('has the moments of the normal distribution', () => {
    // Of n numbers: the mean varies by 1/√n, the variance by √(2/n), the fourth moment by √(96/n).
    const n = 100_000;
    const all = Array.from(values('float32', n));
    const moment = (power: number) => all.reduce((sum, x) => sum + x ** power, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
    // P(|x| > 3) = 0.0027.
    const beyond = all.filter((x) => Math.abs(x) > 3).length;
    expect(Math.abs(beyond - 270)).toBeLessThan(5 * Math.sqrt(270));
  });
});
