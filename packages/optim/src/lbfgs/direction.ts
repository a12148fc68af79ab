import type { Space } from './space.js';

/** What a past iteration tells of the curvature. */
export interface Pair<Vector> {
  /** How far the parameters moved. */
  readonly s: Vector;
  /** How the gradient changed. */
  readonly y: Vector;
  /** 1 / (y · s). */
  readonly rho: number;
}

/** What L-BFGS knows from one iteration to the next. */
export interface Memory<Vector> {
  /** Iterations so far. The rest has no meaning before the first. */
  readonly iterations: number;
  /** Evaluations of the loss so far. */
  readonly evaluations: number;
  /** Direction of the last iteration, and how far it went. */
  readonly direction: Vector | undefined;
  readonly stepSize: number;
  /** Gradient where that iteration began. */
  readonly gradient: Vector | undefined;
  /** The last iterations, the oldest first. */
  readonly pairs: readonly Pair<Vector>[];
  /** Inverse curvature where no pair tells it. */
  readonly scale: number;
}

/** Before the first step. */
export const blank: Memory<never> = {
  iterations: 0,
  evaluations: 0,
  direction: undefined,
  stepSize: 0,
  gradient: undefined,
  pairs: [],
  scale: 1,
};

/** Every vector that a memory holds. */
export const vectorsOf = <Vector>({ direction, gradient, pairs }: Memory<Vector>): Vector[] =>
  [direction, gradient, ...pairs.flatMap(({ s, y }) => [s, y])].filter(
    (vector): vector is Vector => vector !== undefined,
  );

/** Least y · s of a pair that is remembered: of positive curvature. */
const leastCurvature = 1e-10;

/** The next iteration's direction, and what is remembered of the last one. */
export async function turn<Vector, Scalar>(
  space: Space<Vector, Scalar>,
  last: Memory<Vector>,
  gradient: Vector,
  historySize: number,
): Promise<Memory<Vector>> {
  const next = { ...last, iterations: last.iterations + 1, gradient };
  if (last.direction === undefined || last.gradient === undefined) {
    return { ...next, direction: space.scaled(gradient, -1) };
  }
  const y = space.difference(gradient, last.gradient);
  const s = space.scaled(last.direction, last.stepSize);
  const [ys = 0, yy = 0] = await space.read(space.dot(y, s), space.dot(y, y));
  let { pairs, scale } = last;
  if (ys > leastCurvature) {
    const kept = historySize > 1 ? pairs.slice(1 - historySize) : [];
    pairs = [...kept, { s, y, rho: 1 / ys }];
    scale = ys / yy;
  } else {
    space.free(s, y);
  }
  return { ...next, pairs, scale, direction: descent(space, gradient, pairs, scale) };
}

/** −H g, with H the inverse curvature that the pairs tell: by the recursion with two loops. */
function descent<Vector, Scalar>(
  space: Space<Vector, Scalar>,
  gradient: Vector,
  pairs: readonly Pair<Vector>[],
  scale: number,
): Vector {
  // Nothing is read: the numbers α and β stay where the vectors are.
  const alphas = new Map<Pair<Vector>, Scalar>();
  let q = space.scaled(gradient, -1);
  for (const pair of pairs.toReversed()) {
    const alpha = space.dot(pair.s, q);
    alphas.set(pair, alpha);
    q = space.moved(q, pair.y, -pair.rho, alpha);
  }
  let r = space.scaled(q, scale);
  space.free(q);
  for (const pair of pairs) {
    const [alpha, beta] = [alphas.get(pair) as Scalar, space.dot(pair.y, r)];
    r = space.moved(r, pair.s, pair.rho, alpha, beta);
    space.free(alpha, beta);
  }
  return r;
}
