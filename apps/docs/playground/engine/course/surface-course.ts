import { type RandomDraw, randomNormal, threefry } from '@nadir/core';
import type { Surface } from '@nadir/problems';
import {
  add,
  scalar,
  type Tensor,
  tensor1d,
  tidy,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import type { Course, LossGradients } from './course.js';

/** Streams of a seed: for the start, the noise on gradients, and what an optimizer draws. */
const streams = { start: 0, noise: 1, draws: 2 } as const;

/** How far a further seed moves a coordinate of the start at most, as a share of the square that is drawn. */
const scatter = 0.025;

/** Where and how a surface is descended. */
export interface Descent {
  readonly surface: Surface;
  /** Lowest value, from which heights are measured. */
  readonly floor: number;
  readonly start: readonly [number, number];
  readonly gradientNoise: number;
  readonly seed: number;
  /** Whether the seed is the first one, which begins exactly at the start. */
  readonly isFirst: boolean;
}

/**
 * A point that is moved over a surface. Optimizers move it as a variable of TensorFlow.js: so clipping, penalties, averages
 * and saved state are those of networks, where an interpreted rule would have none of them. Value and gradient are computed
 * in float64 and rounded.
 */
export function surfaceCourse(descent: Descent): Course {
  const { surface, floor, seed, gradientNoise } = descent;
  const place: Variable = tidy(() => variable(tensor1d(startOf(descent))));
  const where = async () => [...(await place.data())] as [number, number];
  const heightAt = (at: readonly number[]) =>
    at.every(Number.isFinite) ? surface.value(at) - floor : Number.NaN;
  const gradientAt = (at: readonly number[], step: number): Tensor =>
    tidy(() => {
      const slope = tensor1d(surface.gradient(at));
      if (gradientNoise === 0) return slope;
      const draw = { key: seed, stream: streams.noise, step };
      return add(slope, randomNormal([2], draw, 0, gradientNoise));
    });
  return {
    parameters: [['point', place]],
    averaged: [['point', place]],
    async gradients(_, step): Promise<LossGradients> {
      const at = await where();
      return { value: scalar(heightAt(at)), grads: { [place.name]: gradientAt(at, step) } };
    },
    curved: (step) => ({
      variables: [place],
      gradients: () => ({ [place.name]: gradientAt([...place.dataSync()], step) }),
    }),
    draw: (step): RandomDraw => ({ key: seed, stream: streams.draws, step }),
    train() {},
    async measure() {
      const at = await where();
      const scores = { loss: heightAt(at) };
      return { train: scores, test: scores, at };
    },
    state: () => ({ point: place.clone() }),
    load: ({ point }) => place.assign(point as Tensor),
    dispose: () => place.dispose(),
  };
}

/** Where a seed begins. */
function startOf({ start, surface, seed, isFirst }: Descent): number[] {
  if (isFirst) return [...start];
  return start.map((x, i) => {
    const [low, high] = surface.domain[i] as readonly [number, number];
    const [bits] = threefry(seed, streams.start, i, 0);
    return x + scatter * (high - low) * (bits / 2 ** 31 - 1);
  });
}
