import { Optimizer, threefry } from '@nadir/core';
import type { RandomStream } from '@nadir/core/internal';
import type { Surface } from '@nadir/problems';
import { tensor1d, tidy, variable } from '@tensorflow/tfjs';
import {
  isEstimateDue,
  moveParameters,
  updateCurvature,
} from '../../../training/further-updates.js';
import { ruleOf } from '../../../training/optimizers.js';
import type { ScheduleName } from '../../../training/schedule-names.js';
import { makeSchedule } from '../../../training/schedules.js';
import { measures } from '../measure/measure.js';
import type { Course, Runner, Setting } from './course.js';

/** How a surface is descended. */
export interface Descent {
  readonly steps: number;
  readonly schedule: ScheduleName;
  /** The seed that starts at the customary point; others start near it. */
  readonly seed: number;
  /** Height that counts as arrived. */
  readonly goal: number;
}

/** Points of a curve that are kept: as many of its first ones, where ways turn, as of all. */
const points = 250;

/** The streams of a seed: for its start, and for what the optimizer draws. */
const [starting, drawing] = [0, 1];

/** How far a seed moves a coordinate of the start at most, as a share of the plotted interval. */
export const scatter = 0.025;

/**
 * Descending a surface on the backend in use. The optimizer moves a variable of float32; value and
 * gradient are computed from it in float64, and the gradient is rounded to float32.
 */
export function surfaceCourse(surface: Surface, descent: Descent): Course {
  const { steps, goal } = descent;
  const floor = floorOf(surface);
  const every = Math.ceil(steps / points);
  const heightAt = (at: readonly number[]) => Math.max(0, surface.value(at) - floor);
  return {
    measure: measures.height,
    goal,
    steps,
    every: 1,
    keeps: (step) => step <= points || step % every === 0 || step === steps,
    isReadingFree: true,
    start: heightAt(surface.start),
    shapes: [[surface.dimension]],
    begin: (setting, seed) =>
      startAt(startOf(surface, seed, descent.seed), surface, heightAt, setting, {
        ...descent,
        draws: { key: seed, stream: drawing },
      }),
  };
}

function startAt(
  start: readonly number[],
  surface: Surface,
  heightAt: (at: readonly number[]) => number,
  { name, options }: Setting,
  { schedule, steps, draws }: Descent & { readonly draws: RandomStream },
): Runner {
  const rule = ruleOf(name);
  const place = tidy(() => variable(tensor1d([...start])));
  const { learningRate } = options;
  const optimizer = new Optimizer(rule, [place], {
    ...options,
    learningRate: makeSchedule(schedule, learningRate as number, steps),
  });
  const gradients = () => ({
    [place.name]: tensor1d(surface.gradient([...place.dataSync()])),
  });
  const heightOf = (at: readonly number[]) => {
    const value = heightAt(at);
    // Math.max(0, NaN) is NaN, but a coordinate may be infinite where the value is not.
    return at.every(Number.isFinite) ? value : Number.NaN;
  };
  let taken = 0;
  return {
    async step() {
      tidy(() => optimizer.applyGradients(gradients()));
      if (isEstimateDue(rule, taken)) {
        const draw = { ...draws, step: taken };
        updateCurvature(rule, optimizer, { variables: [place], gradients }, draw);
      }
      taken++;
      return heightOf([...(await place.data())]);
    },
    async read() {
      moveParameters(rule, optimizer, false);
      const at = [...(await place.data())];
      moveParameters(rule, optimizer, true);
      return { value: heightOf(at), at };
    },
    dispose() {
      optimizer.dispose();
      place.dispose();
    },
  };
}

/** The customary start, moved at random unless the seed is the one that begins there. */
export function startOf(surface: Surface, seed: number, customary: number): number[] {
  if (seed === customary) return [...surface.start];
  return surface.start.map((x, i) => {
    const [low, high] = surface.domain[i] as readonly [number, number];
    const [bits] = threefry(seed, starting, i, 0);
    return x + scatter * (high - low) * (bits / 2 ** 31 - 1);
  });
}

/** Points of the grid, along each coordinate, on which the lowest value of a surface is looked for. */
const gridSize = 201;

/** The minimum of a surface; of one that has none, the lowest value in the plotted square. */
export function floorOf({ minima, domain, value }: Surface): number {
  const [minimum] = minima;
  if (minimum !== undefined) return minimum.value;
  const [xs, ys] = domain.map(([low, high]) =>
    Array.from({ length: gridSize }, (_, i) => low + ((high - low) * i) / (gridSize - 1)),
  ) as [number[], number[]];
  return Math.min(...xs.map((x) => Math.min(...ys.map((y) => value([x, y])))));
}
