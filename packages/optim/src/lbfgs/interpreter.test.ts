import { describe, expect, it } from 'vitest';
import { type Evaluate, LBFGSInterpreter } from './interpreter.js';

/** A loss with its gradient by central differences, which is exact to 1e-9 for the losses below. */
const withGradient =
  (loss: (x: readonly number[]) => number): Evaluate =>
  (x) => ({
    loss: loss([...x]),
    gradient: Array.from(x, (xi, i) => {
      const h = 1e-5 * Math.max(1, Math.abs(xi));
      const [after, before] = [[...x], [...x]];
      after[i] = xi + h;
      before[i] = xi - h;
      return (loss(after) - loss(before)) / (2 * h);
    }),
  });

const pairs = (x: readonly number[]) => x.slice(1).map((y, i) => [x[i] as number, y] as const);

/** Losses with a minimum of 0, of Jamil & Yang 2013, https://arxiv.org/abs/1308.4008. */
const losses: readonly [string, start: number[], loss: (x: readonly number[]) => number][] = [
  ['Himmelblau', [1, 1], ([x = 0, y = 0]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2],
  ['Matyas', [9, -7], ([x = 0, y = 0]) => 0.26 * (x * x + y * y) - 0.48 * x * y],
  [
    'Zakharov',
    [6, -3, 8, 1],
    (x) => {
      const weighted = x.reduce((sum, xi, i) => sum + 0.5 * (i + 1) * xi, 0);
      return x.reduce((sum, xi) => sum + xi * xi, 0) + weighted ** 2 + weighted ** 4;
    },
  ],
  [
    'Rosenbrock in ten dimensions',
    new Array<number>(10).fill(0),
    (x) => pairs(x).reduce((sum, [a, b]) => sum + 100 * (b - a * a) ** 2 + (1 - a) ** 2, 0),
  ],
];

describe('L-BFGS with the line search', () => {
  it.each(losses)('finds the minimum of %s', async (_, start, loss) => {
    const run = new LBFGSInterpreter(start, withGradient(loss), { lineSearch: 'strongWolfe' });
    for (let k = 0; k < 10; k++) await run.step();
    expect(loss([...run.parameters])).toBeLessThan(1e-9);
    expect(run.evaluations).toBeLessThan(150);
  });

  it('ends in a local minimum of Eggholder, whose gradient is zero', async () => {
    const eggholder = ([x = 0, y = 0]: readonly number[]) =>
      -(y + 47) * Math.sin(Math.sqrt(Math.abs(x / 2 + y + 47))) -
      x * Math.sin(Math.sqrt(Math.abs(x - y - 47)));
    const evaluate = withGradient(eggholder);
    const run = new LBFGSInterpreter([100, 100], evaluate, { lineSearch: 'strongWolfe' });
    for (let k = 0; k < 5; k++) await run.step();
    const { loss, gradient } = evaluate(run.parameters);
    expect(loss).toBeLessThan(eggholder([100, 100]) - 10);
    for (const g of Array.from(gradient)) expect(Math.abs(g)).toBeLessThan(1e-5);
  });

  it('stays where the gradient is zero, be it a minimum or a saddle', async () => {
    const saddle: Evaluate = ([x = 0, y = 0]) => ({
      loss: x * x - y * y,
      gradient: [2 * x, -2 * y],
    });
    const run = new LBFGSInterpreter([0, 0], saddle, { lineSearch: 'strongWolfe' });
    expect(await run.step()).toBe(0);
    expect([...run.parameters]).toEqual([0, 0]);
    expect(run).toMatchObject({ iterations: 0, evaluations: 1 });
  });
});

describe('L-BFGS without a line search', () => {
  it('says where the loss has grown beyond numbers, and stays where it was', async () => {
    // The first move leads to about −1.2 · 10³¹, whose twelfth power is beyond float64.
    const steep: Evaluate = ([x = 0]) => ({ loss: x ** 12, gradient: [12 * x ** 11] });
    const run = new LBFGSInterpreter([1], steep, { learningRate: 1e30 });
    await expect(run.step()).rejects.toThrow(
      /^LBFGSInterpreter.step: got the loss Infinity, .* expected finite numbers. Lower the learning rate/,
    );
    expect([...run.parameters]).toEqual([1]);
    expect(run).toMatchObject({ iterations: 0, evaluations: 0 });
  });
});
