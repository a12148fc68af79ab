import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../errors.js';
import { surfaces } from '../registry.js';
import { quadratic } from './quadratic.js';
import { rastrigin } from './rastrigin.js';
import { rosenbrock } from './rosenbrock.js';
import type { Surface } from './surface.js';

const cases: [string, Surface][] = [
  ...Object.entries(surfaces).map(([name, make]): [string, Surface] => [name, make()]),
  ['quadratic in 5 dimensions', quadratic({ dimension: 5, conditionNumber: 1e4 })],
  ['rosenbrock in 5 dimensions', rosenbrock({ dimension: 5 })],
  ['rastrigin in 1 dimension', rastrigin({ dimension: 1 })],
  ['rastrigin in 5 dimensions', rastrigin({ dimension: 5 })],
];

const norm = (x: readonly number[]) => Math.hypot(...x);
const pointIn = ({ domain }: Surface) =>
  fc.tuple(...domain.map(([min, max]) => fc.double({ min, max, noNaN: true })));

describe.each(cases)('%s', (_, surface) => {
  const { dimension, domain, minima, start, stationaryPoint } = surface;

  it('has a gradient that agrees with central differences all over its domain', () => {
    const h = 1e-5;
    fc.assert(
      fc.property(pointIn(surface), (x) => {
        const gradient = surface.gradient(x);
        expect(gradient).toHaveLength(dimension);
        // Rounding of f over h, and h² / 6 of the third derivative: at most some 1e4 here.
        const tolerance = 1e-6 + (1e-15 * Math.abs(surface.value(x))) / h + 1e-6 * norm(gradient);
        gradient.forEach((slope, i) => {
          const at = (xi: number) => surface.value(x.map((other, j) => (j === i ? xi : other)));
          const xi = x[i] as number;
          const difference = (at(xi + h) - at(xi - h)) / (2 * h);
          expect(Math.abs(slope - difference)).toBeLessThan(tolerance);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('has a zero gradient at each minimum or stationary point, and the value it tells', () => {
    const points = stationaryPoint ? [...minima, stationaryPoint] : minima;
    expect(points).not.toHaveLength(0);
    for (const { x, value } of points) {
      expect(x).toHaveLength(dimension);
      expect(surface.value(x)).toBeCloseTo(value, 12);
      expect(norm(surface.gradient(x))).toBeLessThan(1e-12);
    }
  });

  it('is nowhere lower in its domain than at its minima, or has none', () => {
    if (minima.length === 0) {
      expect(stationaryPoint).toBeDefined();
      return;
    }
    const lowest = minima[0]?.value as number;
    fc.assert(
      fc.property(pointIn(surface), (x) => {
        expect(surface.value(x)).toBeGreaterThanOrEqual(lowest);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('starts inside its domain, off every stationary point it names', () => {
    expect(start).toHaveLength(dimension);
    expect(domain).toHaveLength(dimension);
    for (const x of [start, ...minima.map((minimum) => minimum.x)]) {
      x.forEach((xi, i) => {
        const [low, high] = domain[i] as readonly [number, number];
        expect(xi).toBeGreaterThan(low);
        expect(xi).toBeLessThan(high);
      });
    }
    expect(norm(surface.gradient(start))).toBeGreaterThan(0.1);
  });

  it('refuses a point with another number of coordinates', () => {
    for (const length of [0, dimension - 1, dimension + 1]) {
      const x = new Array(length).fill(1);
      expect(() => surface.value(x)).toThrow(
        new ProblemError(
          `${surface.name}.value: got ${length} coordinates, expected ${dimension}.`,
        ),
      );
      expect(() => surface.gradient(x)).toThrow(
        new ProblemError(
          `${surface.name}.gradient: got ${length} coordinates, expected ${dimension}.`,
        ),
      );
    }
  });

  it('lets NaN through, so that a diverging optimizer can be watched', () => {
    const x = new Array(dimension).fill(Number.NaN);
    expect(surface.value(x)).toBeNaN();
    expect(surface.gradient(x)).toEqual(x);
  });

  it('leaves the point as it was', () => {
    const x = [...start];
    surface.value(x);
    surface.gradient(x);
    expect(x).toEqual(start);
  });
});
