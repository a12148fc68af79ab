import { describe, expect, it } from 'vitest';
import * as problems from './index.js';
import { datasets, ProblemError, surfaces } from './index.js';

/** Each option of each factory: its smallest and greatest accepted value, and some refused. */
const seed = { good: [0, 4294967295], bad: [-1, 0.5, 4294967296] };
const testShare = { good: [0, 0.99], bad: [-0.01, 1] };
const examples = { good: [20], bad: [19, 20.5, 1000001] };
const noise = { good: [0, 10], bad: [-0.1, 10.1] };
const classes = { good: [2, 20], bad: [1, 2.5, 21] };
const height = { good: [-1000, 1000], bad: [-1001, 1001] };
const two = { good: [2], bad: [1, 2.5, 3] };
const synthetic = { seed, testShare, examples };
const limits: Record<string, Record<string, { good: number[]; bad: number[] }>> = {
  bumps: { ...synthetic, noise, width: { good: [0.01, 10], bad: [0, 10.1] } },
  circles: { ...synthetic, noise, factor: { good: [0.01, 0.99], bad: [0, 1] } },
  digits: { seed, testShare },
  gaussians: { ...synthetic, noise, classes },
  moons: { ...synthetic, noise },
  plane: {
    ...synthetic,
    noise: { good: [0, 1000], bad: [-1, 1001] },
    slopeX: height,
    slopeY: height,
    intercept: height,
  },
  spirals: { ...synthetic, noise, classes, turns: { good: [0.1, 10], bad: [0, 10.1] } },
  xor: { ...synthetic, noise },
  beale: { dimension: two },
  himmelblau: { dimension: two },
  quadratic: {
    dimension: { good: [2, 10000], bad: [1, 2.5, 10001] },
    conditionNumber: { good: [1, 1e12], bad: [0.9, 1.1e12] },
  },
  rastrigin: { dimension: { good: [1, 10000], bad: [0, 1.5, 10001] } },
  rosenbrock: { dimension: { good: [2, 10000], bad: [1, 2.5, 10001] } },
  saddle: { dimension: two },
};
const factories = Object.entries({ ...datasets, ...surfaces });

describe('the registries', () => {
  it('list every data set and every surface that the package exports', () => {
    const isFactory = (name: string) =>
      !['ProblemError', 'split', 'datasets', 'surfaces'].includes(name);
    expect(factories.map(([name]) => name).sort()).toEqual(
      Object.keys(problems).filter(isFactory).sort(),
    );
    expect(Object.keys(limits).sort()).toEqual(factories.map(([name]) => name).sort());
  });

  it('name what they make', () => {
    for (const [name, make] of Object.entries(datasets)) expect(make().train.name).toBe(name);
    for (const [name, make] of Object.entries(surfaces)) expect(make().name).toBe(name);
  });
});

describe.each(factories)('the options of %s', (name, make) => {
  const options = Object.entries(limits[name] ?? {});

  it.each(options)('accept %s at both ends of its range', (option, { good }) => {
    for (const value of good) expect(() => make({ [option]: value })).not.toThrow();
  });

  it.each(options)(
    'refuse %s outside of its range, NaN and what is no number',
    (option, { bad }) => {
      const refused: unknown[] = [
        ...bad,
        Number.NaN,
        Infinity,
        -Infinity,
        null,
        '1',
        true,
        [1],
        {},
      ];
      for (const value of refused) {
        const error = catchError(() => make({ [option]: value as number }));
        expect(error, `${value}`).toBeInstanceOf(ProblemError);
        expect(error).toHaveProperty('code', 'NADIR_PROBLEM');
        expect(error).toHaveProperty(
          'message',
          expect.stringMatching(
            new RegExp(
              `^${name}\\.${option}: got .+, expected an? (number|integer) in [[(].+[\\])]\\.$`,
            ),
          ),
        );
      }
    },
  );

  it('take undefined for the default', () => {
    const defaults = Object.fromEntries(options.map(([option]) => [option, undefined]));
    const text = (made: unknown) => JSON.stringify(made);
    expect(text(make(defaults as never))).toBe(text(make()));
  });

  it('refuse an unknown name and name the known ones', () => {
    for (const unknown of ['speed', 'toString', '__proto__x']) {
      const error = catchError(() => make({ [unknown]: 1 }));
      expect(error).toBeInstanceOf(ProblemError);
      expect(String(error)).toContain(`${name}: got option \`${unknown}\`, expected \``);
      for (const [option] of options) expect(String(error)).toContain(`\`${option}\``);
    }
  });

  it.each([null, 3, 'seed', [1]])('refuse %j in place of an object', (given) => {
    const error = catchError(() => make(given as never));
    expect(error).toBeInstanceOf(ProblemError);
    expect(String(error)).toMatch(/got .+, expected an object with options\.$/);
  });
});

it('writes errors as `<where>: got <what>, expected <range>.`', () => {
  expect(() => problems.spirals({ classes: 1 })).toThrow(
    new ProblemError('spirals.classes: got 1, expected an integer in [2, 20].'),
  );
  expect(() => problems.circles({ factor: Number.NaN })).toThrow(
    new ProblemError('circles.factor: got NaN, expected a number in (0, 1).'),
  );
  expect(() => problems.moons({ noise: '0.1' as never })).toThrow(
    new ProblemError('moons.noise: got "0.1", expected a number in [0, 10].'),
  );
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
