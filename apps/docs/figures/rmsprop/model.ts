import { RMSprop, SGD } from '@nadir/optim';
import { quadratic } from '@nadir/problems';
import { type Contour, contoursOf } from '../../engine/contours.js';
import { descend, type Move, movesOf, type Point } from '../../engine/descend.js';

/** What the reader sets. */
export interface Settings {
  /** Curvature of the steep direction over that of the gentle one. */
  readonly ratio: number;
  /** Step size γ. */
  readonly learningRate: number;
  /** Decay rate α of the mean of squared gradients. */
  readonly alpha: number;
  /** Term ε of the denominator. */
  readonly epsilon: number;
  /** Where both paths begin. */
  readonly start: Point;
}

/** Settings at first, and between what they lie. */
export const ratio = { min: 1, max: 1000, initial: 100, log: true } as const;
export const learningRate = { min: 0.01, max: 1, initial: 0.2, log: true } as const;
export const alpha = { min: 0, max: 0.99, step: 0.01, initial: 0.9 } as const;
export const epsilon = { min: 1e-8, max: 1000, initial: 1e-8, log: true } as const;

/** The settings that the figure shows first. */
export const initial: Settings = {
  ratio: ratio.initial,
  learningRate: learningRate.initial,
  alpha: alpha.initial,
  epsilon: epsilon.initial,
  start: [-6, 6],
};

/** What is drawn. */
export const domain = {
  x: [-10, 4],
  y: [-8, 8],
  root: [1e-3, 1e4],
  length: [1e-3, 10],
} as const;

/** Steps that each path is followed for. */
export const steps = 60;

/** A number for each of the two coordinates, at each step from the first. */
export type Pair = readonly [gentle: number, steep: number];

/** All that the figure shows. */
export interface Picture {
  readonly contours: readonly Contour[];
  /** Gradient descent, at a learning rate that the steep coordinate allows. */
  readonly plain: readonly Point[];
  readonly scaled: readonly Point[];
  /** Size of each coordinate's gradient. */
  readonly gradients: readonly Pair[];
  /** Its root mean square √v, by which it is divided. */
  readonly roots: readonly Pair[];
  /** Length of each coordinate's step. */
  readonly lengths: readonly Pair[];
}

/** Both paths, and what RMSProp makes of two gradients of different size. */
export function pictureOf({ ratio, learningRate, alpha, epsilon, start }: Settings): Picture {
  const bowl = quadratic({ conditionNumber: ratio });
  const moves = movesOf(bowl, {
    rule: RMSprop.rule,
    options: { learningRate, alpha, epsilon },
    start,
    steps,
  });
  return {
    contours: contoursOf(bowl, domain.x, domain.y),
    plain: descend(bowl, {
      rule: SGD.rule,
      options: { learningRate: plainRate(ratio) },
      start,
      steps,
    }),
    scaled: [start, ...moves.map(({ to }) => to)],
    gradients: moves.map(({ gradient }) => eachOf((i) => Math.abs(gradient[i]))),
    roots: moves.map(({ slots }) => eachOf((i) => Math.sqrt(slots.v?.[i] ?? Number.NaN))),
    lengths: moves.map(({ from, to }: Move) => eachOf((i) => Math.abs(to[i] - from[i]))),
  };
}

/** The learning rate of gradient descent: three quarters of the largest that the steep direction allows. */
export const plainRate = (ratio: number): number => 1.5 / ratio;

/** The first step of the steep coordinate over that of the gentle one. */
export function lengthRatio({ lengths }: Picture): number {
  const [gentle, steep] = lengths[0] ?? [Number.NaN, Number.NaN];
  return steep / gentle;
}

/** One coordinate's numbers over the steps, from step 1. */
export const curveOf = (pairs: readonly Pair[], coordinate: 0 | 1): Point[] =>
  pairs.map((pair, i) => [i + 1, pair[coordinate]]);

const eachOf = (of: (i: 0 | 1) => number): Pair => [of(0), of(1)];
