import { chain } from '@nadir/core';
import { SGD } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import { proximalStep } from '@nadir/optim/transforms';
import type { Surface } from '@nadir/problems';
import { type Contour, contoursOf } from '../../engine/contours.js';
import { descend, type Point } from '../../engine/descend.js';

/** What the reader sets. */
export interface Settings {
  /** Strength λ of both penalties. */
  readonly lambda: number;
  /** Where the loss alone has its minimum. */
  readonly minimum: Point;
}

/** What the slider of λ moves between. */
export const lambda = { min: 0, max: 8, step: 0.05, initial: 2 } as const;

/** The settings that the figure shows first. */
export const initial: Settings = { lambda: lambda.initial, minimum: [1.8, 0.8] };

/** What is drawn, along both axes. */
export const domain = [-1.8, 2.8] as const;

/** The two penalties. */
export const penalties = ['l1', 'l2'] as const;

/** The name of a penalty. */
export type Penalty = (typeof penalties)[number];

/** What does not depend on λ. */
export interface Terrain {
  readonly contours: readonly Contour[];
  /** The minima of loss + λ · penalty, for λ from 0 to its largest. */
  readonly paths: Readonly<Record<Penalty, readonly Point[]>>;
}

/** Where a penalty takes the minimum. */
export interface Pulled {
  readonly minimum: Point;
  /** The points that have the penalty of the minimum: a diamond or a circle. */
  readonly level: readonly Point[];
  /** Weights that are exactly 0, by their number from 1. */
  readonly zeros: readonly number[];
}

const regularizers = { l1, l2 } as const;
const levels = { l1: diamond, l2: circle } as const;

/** Steps to a minimum from afar, and from the one before it on a path. */
const steps = { alone: 60, onPath: 10 } as const;

/** Parts of a path. */
const parts = 40;

/** The loss with a given minimum, and how both penalties move it. */
export function terrainOf(minimum: Point): Terrain {
  const pathOf = (penalty: Penalty) => {
    const path = [minimum];
    for (let part = 1; part <= parts; part++) {
      const strength = (lambda.max * part) / parts;
      path.push(minimize(minimum, penalty, strength, path.at(-1) ?? minimum, steps.onPath));
    }
    return path;
  };
  return {
    contours: contoursOf(bowlAt(minimum), domain, domain, 9),
    paths: { l1: pathOf('l1'), l2: pathOf('l2') },
  };
}

/** Where a penalty takes the minimum of the settings. */
export function pulledBy(penalty: Penalty, { lambda, minimum: start }: Settings): Pulled {
  const minimum = minimize(start, penalty, lambda, start, steps.alone);
  return {
    minimum,
    level: levels[penalty](minimum),
    zeros: minimum.flatMap((weight, i) => (weight === 0 ? [i + 1] : [])),
  };
}

/** Proximal gradient descent, which converges to the minimum of loss + λ · penalty. */
function minimize(
  minimum: Point,
  penalty: Penalty,
  strength: number,
  start: Point,
  count: number,
): Point {
  const rule = chain('SGD', SGD.rule, proximalStep(regularizers[penalty](strength)));
  const options = { learningRate: 2 / (curvatures[0] + curvatures[1]) };
  return descend(bowlAt(minimum), { rule, options, start, steps: count }).at(-1) ?? start;
}

/** Curvatures of the loss, and the direction of the first. */
const curvatures = [1, 4] as const;
const tilt = -Math.PI / 3;

/** A tilted bowl with a given minimum. */
function bowlAt([a, b]: Point): Surface {
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const [along, across] = curvatures;
  const turned = ([x = 0, y = 0]: readonly number[]) =>
    [cos * (x - a) + sin * (y - b), cos * (y - b) - sin * (x - a)] as const;
  return {
    name: 'tilted bowl',
    dimension: 2,
    start: [a, b],
    minima: [{ x: [a, b], value: 0 }],
    domain: [domain, domain],
    value(point) {
      const [u, v] = turned(point);
      return (along * u * u + across * v * v) / 2;
    },
    gradient(point) {
      const [u, v] = turned(point);
      return [along * cos * u - across * sin * v, along * sin * u + across * cos * v];
    },
  };
}

function diamond([x, y]: Point): Point[] {
  const size = Math.abs(x) + Math.abs(y);
  return [
    [size, 0],
    [0, size],
    [-size, 0],
    [0, -size],
    [size, 0],
  ];
}

function circle([x, y]: Point): Point[] {
  const radius = Math.hypot(x, y);
  return Array.from({ length: 73 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 72;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
