import type { OptionValues } from '@nadir/core';
import { SGD } from '@nadir/optim';
import { quadratic } from '@nadir/problems';
import { type Contour, contoursOf } from '../../engine/contours.js';
import { descend, type Point } from '../../engine/descend.js';

/** What the reader sets. */
export interface Settings {
  /** Factor μ of the buffer. */
  readonly momentum: number;
  /** Step size γ. */
  readonly learningRate: number;
  /** Curvature of the steep direction over that of the gentle one, κ. */
  readonly conditionNumber: number;
  readonly nesterov: boolean;
  /** Whether the buffer averages gradients, b ← μ b + (1 − μ) g, in place of adding them up. */
  readonly averaging: boolean;
  /** Where both paths begin. */
  readonly start: Point;
}

/** Settings at first, and between what they lie. */
export const momentum = { min: 0, max: 0.99, step: 0.01, initial: 0.9 } as const;
export const learningRate = { min: 0.001, max: 1, initial: 0.02, log: true } as const;
export const conditionNumber = { min: 1, max: 200, initial: 40, log: true } as const;

/** The settings that the figure shows first. */
export const initial: Settings = {
  momentum: momentum.initial,
  learningRate: learningRate.initial,
  conditionNumber: conditionNumber.initial,
  nesterov: false,
  averaging: false,
  start: [-9, 2],
};

/** What is drawn. */
export const domain = { x: [-10, 4], y: [-3, 3] } as const;

/** Steps that each path is followed for. */
export const steps = 150;

/** A path, and what can be said of it. */
export interface Path {
  readonly points: readonly Point[];
  /** Steps until it stays within 1 % of the distance of the start; `undefined` where it does not. */
  readonly settled: number | undefined;
  /** Times that it crosses the minimum along the gentle direction before it settles. */
  readonly overshoots: number;
  /** Whether it ends farther away than it began. */
  readonly diverged: boolean;
}

/** All that the figure shows. */
export interface Picture {
  readonly contours: readonly Contour[];
  readonly plain: Path;
  readonly moved: Path;
}

/** The two paths, without and with momentum, in the ravine of the settings. */
export function pictureOf(settings: Settings): Picture {
  const ravine = quadratic({ conditionNumber: settings.conditionNumber });
  const path = (options: OptionValues) =>
    judge(
      descend(ravine, {
        rule: SGD.rule,
        options: { learningRate: settings.learningRate, ...options },
        start: settings.start,
        steps,
      }),
    );
  const { momentum, nesterov, averaging } = settings;
  return {
    contours: contoursOf(ravine, domain.x, domain.y),
    plain: path({}),
    moved: path({
      momentum,
      nesterov: nesterov && momentum > 0,
      momentumForm: averaging ? 'ema' : 'torch',
    }),
  };
}

/** The learning rate with which the other form of the buffer takes the same path. */
export const equalRate = ({ learningRate, momentum, averaging }: Settings): number =>
  averaging ? learningRate * (1 - momentum) : learningRate / (1 - momentum);

const distance = ([x, y]: Point): number => Math.hypot(x, y);

/** What can be said of a path to the origin. */
function judge(points: readonly Point[]): Path {
  const start = points[0] as Point;
  const near = distance(start) / 100;
  const last = points.findLastIndex((point) => distance(point) > near);
  const settled = last + 1 < points.length ? last + 1 : undefined;
  const until = points.slice(0, settled);
  const overshoots = until.filter(([x], i) => i > 0 && x * (until[i - 1]?.[0] ?? 0) < 0).length;
  const end = points.at(-1) ?? start;
  return { points, settled, overshoots, diverged: distance(end) > distance(start) };
}
