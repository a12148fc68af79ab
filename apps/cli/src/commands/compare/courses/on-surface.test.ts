import { himmelblau, quadratic, rosenbrock, saddle } from '@nadir/problems';
import { memory, ready, setBackend } from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleOf } from '../../../training/optimizers.js';
import { type Descent, floorOf, scatter, startOf, surfaceCourse } from './on-surface.js';

const descent: Descent = { steps: 3, schedule: 'constant', seed: 0, goal: 0.1 };

beforeAll(async () => {
  await setBackend('cpu');
  await ready();
});

describe('a run on a surface', () => {
  it('goes down as the optimizer steps, and is at a height above the minimum', async () => {
    // f = ½ (x² + 4 y²) from (1, 1): x ← 0.75 x, y ← 0 with a step of 0.25.
    const course = surfaceCourse(quadratic({ conditionNumber: 4 }), descent);
    expect(course.start).toBe(2.5);
    const before = memory().numTensors;
    const runner = course.begin({ name: 'sgd', options: { learningRate: 0.25 } }, 0);
    expect(await runner.step()).toBe(0.5 * 0.75 ** 2);
    expect(await runner.step()).toBe(0.5 * 0.5625 ** 2);
    expect(await runner.read()).toEqual({ value: 0.5 * 0.5625 ** 2, at: [0.5625, 0] });
    runner.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('is at no height once a coordinate is no finite number', async () => {
    const course = surfaceCourse(rosenbrock(), descent);
    const runner = course.begin({ name: 'sgd', options: { learningRate: 1e30 } }, 0);
    const heights = [await runner.step(), await runner.step(), await runner.step()];
    expect(heights.at(-1)).toBeNaN();
    runner.dispose();
  });
});

describe('what is done beside the steps', () => {
  it('is an estimate of the curvature after the first step and every tenth from there', async () => {
    // Without decay of the mean, Δ = −γ m / max(ρ h, ε) within ±γ, and h = (1, 4) exactly: Newton's step times γ / ρ.
    const course = surfaceCourse(quadratic({ conditionNumber: 4 }), { ...descent, steps: 12 });
    const options = { learningRate: 0.25, beta1: 0, beta2: 0, rho: 1, epsilon: 1e-12 };
    const before = memory().numTensors;
    const runner = course.begin({ name: 'sophia-h', options: { ...options, weightDecay: 0 } }, 0);
    const places = [];
    for (let step = 0; step < 3; step++) {
      await runner.step();
      places.push((await runner.read()).at);
    }
    runner.dispose();
    expect(memory().numTensors).toBe(before);
    // By the sign of the gradient at first, which is γ; then by γ times the distance from the minimum.
    const expected = [0.75, 0.75 ** 2, 0.75 ** 3];
    places.forEach((at, i) => {
      for (const x of at ?? []) expect(x).toBeCloseTo(expected[i] as number, 3);
    });
  });

  it('is reading at the average, and stepping on from where training is', async () => {
    const course = surfaceCourse(quadratic({ conditionNumber: 4 }), descent);
    const { defaults } = ruleOf('schedule-free-sgd');
    const runner = course.begin(
      { name: 'schedule-free-sgd', options: { ...defaults, learningRate: 0.25, momentum: 0.9 } },
      0,
    );
    expect((await runner.read()).at).toEqual([1, 1]);
    // z ← z − γ g(y), x the mean of all z, y = 0.1 z + 0.9 x. On the first coordinate g(y) = y:
    // z = 0.75, x = 0.75, y = 0.75; z = 0.5625, x = 0.65625, y = 0.646875; z = 0.40078125, x = 0.57109375.
    const [heights, places] = [[] as number[], [] as number[]];
    for (let step = 0; step < 3; step++) {
      heights.push(await runner.step());
      const { at = [] } = await runner.read();
      places.push(at[0] as number);
    }
    runner.dispose();
    expect(heights[1]).toBeCloseTo(0.5 * 0.646875 ** 2, 6);
    const averages = [0.75, 0.65625, 0.57109375];
    for (const [i, x] of places.entries()) expect(x).toBeCloseTo(averages[i] as number, 6);
  });
});

describe('startOf', () => {
  it('is the customary start for the seed of the trials', () => {
    expect(startOf(rosenbrock(), 7, 7)).toEqual([-1.2, 1]);
  });

  it('lies near it for every other seed, at a place of its own, always the same', () => {
    const surface = rosenbrock();
    const places = Array.from({ length: 50 }, (_, i) => startOf(surface, i + 1, 0));
    expect(new Set(places.map(String)).size).toBe(50);
    expect(startOf(surface, 1, 0)).toEqual(places[0]);
    for (const place of places) {
      place.forEach((x, i) => {
        const [low, high] = surface.domain[i] as readonly [number, number];
        const moved = Math.abs(x - (surface.start[i] as number));
        expect(moved).toBeLessThanOrEqual(scatter * (high - low));
      });
    }
  });
});

describe('floorOf', () => {
  it('is the value at a minimum', () => {
    expect(floorOf(himmelblau())).toBe(0);
  });

  it('is the lowest value in the plotted square where there is no minimum', () => {
    // x² − y² is lowest at the middle of the upper and the lower edge.
    const { domain } = saddle();
    const [, up] = domain as [readonly number[], readonly [number, number]];
    expect(floorOf(saddle())).toBeCloseTo(saddle().value([0, up[1]]), 12);
    expect(floorOf(saddle())).toBeLessThan(0);
  });
});
