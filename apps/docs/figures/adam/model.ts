import { Adam } from '@nadir/optim';
import { quadratic } from '@nadir/problems';
import { type Contour, contoursOf } from '../../engine/contours.js';
import { type Move, movesOf, type Point } from '../../engine/descend.js';

/** What the reader sets. */
export interface Settings {
  /** Step size γ. */
  readonly learningRate: number;
  /** Decay rate β₁ of the mean of gradients. */
  readonly beta1: number;
  /** Decay rate β₂ of the mean of squared gradients. */
  readonly beta2: number;
  /** Term ε of the denominator. */
  readonly epsilon: number;
  /** Where the path begins. */
  readonly start: Point;
}

/** Settings at first, and between what they lie. */
export const learningRate = { min: 0.01, max: 2, initial: 0.5, log: true } as const;
export const beta1 = { min: 0, max: 0.99, step: 0.01, initial: 0.9 } as const;
export const beta2 = { min: 0, max: 0.999, step: 0.001, initial: 0.999 } as const;
export const epsilon = { min: 1e-8, max: 100, initial: 1e-8, log: true } as const;

/** The settings that the figure shows first. */
export const initial: Settings = {
  learningRate: learningRate.initial,
  beta1: beta1.initial,
  beta2: beta2.initial,
  epsilon: epsilon.initial,
  start: [-8, 2.5],
};

/** What is drawn. */
export const domain = { x: [-10, 4], y: [-4, 4] } as const;

/** Steps that can be looked at, and the one that is seen first. */
export const step = { min: 1, max: 40, step: 1, initial: 1 } as const;

/** All numbers of a step, each for both coordinates. */
export interface Frame {
  /** The step, counted from 1. */
  readonly t: number;
  readonly from: Point;
  readonly to: Point;
  readonly g: Point;
  readonly m: Point;
  readonly v: Point;
  readonly mHat: Point;
  readonly vHat: Point;
  /** What is added to the coordinates. */
  readonly step: Point;
  /** What m and v are divided by: 1 − β₁ᵗ and 1 − β₂ᵗ. */
  readonly correction: { readonly m: number; readonly v: number };
}

/** All that the figure shows: every step, and the surface. */
export interface Picture {
  readonly contours: readonly Contour[];
  readonly frames: readonly Frame[];
  /** Greatest size of each quantity, which arrows are drawn against. */
  readonly greatest: Readonly<Record<Quantity, number>>;
}

/** What is shown as arrows and numbers, in the order in which Adam computes it. */
export const quantities = ['g', 'm', 'v', 'mHat', 'vHat', 'step'] as const;

/** A quantity of a step. */
export type Quantity = (typeof quantities)[number];

/** The steps of Adam in a ravine. */
export function pictureOf({ start, ...options }: Settings): Picture {
  const ravine = quadratic({ conditionNumber: 20 });
  const moves = movesOf(ravine, { rule: Adam.rule, options, start, steps: step.max });
  const frames = moves.map((move, i) => frameOf(move, i + 1, options));
  const largest = (...names: Quantity[]) =>
    Math.max(...frames.flatMap((frame) => names.flatMap((name) => frame[name].map(Math.abs))));
  // Arrows of one unit have one scale, so that they can be compared.
  const gradient = largest('g', 'm', 'mHat');
  const square = largest('v', 'vHat');
  return {
    contours: contoursOf(ravine, domain.x, domain.y),
    frames,
    greatest: {
      g: gradient,
      m: gradient,
      mHat: gradient,
      v: square,
      vHat: square,
      step: largest('step'),
    },
  };
}

/** m and v are the state of the rule; m̂ and v̂ are what the formula makes of them. */
function frameOf(
  { from, to, gradient, slots }: Move,
  t: number,
  { beta1, beta2 }: Omit<Settings, 'start'>,
): Frame {
  const { m = nowhere, v = nowhere } = slots;
  const correction = { m: 1 - beta1 ** t, v: 1 - beta2 ** t };
  return {
    t,
    from,
    to,
    g: gradient,
    m,
    v,
    mHat: [m[0] / correction.m, m[1] / correction.m],
    vHat: [v[0] / correction.v, v[1] / correction.v],
    step: [to[0] - from[0], to[1] - from[1]],
    correction,
  };
}

const nowhere: Point = [Number.NaN, Number.NaN];

/** A vector of a frame as an arrow from where the step begins, in the direction of the step. */
export function arrowOf({ frames, greatest }: Picture, t: number, quantity: Quantity): Point[] {
  const frame = frames[t - 1];
  if (frame === undefined) return [];
  const [x, y] = frame.from;
  const [dx, dy] = frame[quantity];
  const by = quantity === 'step' ? 1 : -longest / greatest[quantity];
  return [
    [x, y],
    [x + by * dx, y + by * dy],
  ];
}

/** Length of the longest arrow of a gradient, in coordinates. */
const longest = 2.4;

/** Length of the arrow of a number, from 0 to 1 for the greatest of its unit. */
export const partOf = ({ greatest }: Picture, frame: Frame, name: Quantity, i: 0 | 1): number =>
  Number((Math.abs(frame[name][i]) / greatest[name]).toFixed(4));

/** The path until the step t begins. */
export const pathOf = ({ frames }: Picture, t: number): Point[] =>
  frames.slice(0, t).map(({ from }) => from);
