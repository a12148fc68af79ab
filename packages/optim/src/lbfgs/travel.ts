import { TensorError } from '@nadir/core';
import type { Memory } from './direction.js';
import type { Objective, Space } from './space.js';
import { strongWolfe, type Trial } from './strong-wolfe.js';

/** Where a step works. */
export interface Setting<Vector, Scalar> {
  /** Begins the message of an error. */
  readonly where: string;
  readonly space: Space<Vector, Scalar>;
  readonly objective: Objective<Vector, Scalar>;
}

/** A place where the loss is known. */
export interface Point<Vector> {
  readonly loss: number;
  readonly gradient: Vector;
  /** max |gᵢ|. */
  readonly largest: number;
}

/** A direction to go in. */
export interface Course<Vector> {
  readonly direction: Vector;
  /** g · d. */
  readonly slope: number;
  /** max |dᵢ|. */
  readonly longest: number;
  /** How far to go, at first. */
  readonly t: number;
}

/** Where a course has led. */
export interface Arrival<Vector> {
  readonly point: Point<Vector>;
  readonly t: number;
  readonly evaluations: number;
}

/**
 * Evaluates the loss where the parameters are.
 *
 * @throws {@link TensorError} when it or its gradient is not finite.
 */
export async function look<Vector, Scalar>({
  where,
  space,
  objective,
}: Setting<Vector, Scalar>): Promise<Point<Vector>> {
  const { loss: given, gradient } = objective.evaluate();
  const [loss, largest] = (await space.read(given, space.largest(gradient))) as [number, number];
  checkFinite(where, `the loss ${loss}, its gradient up to ${largest}`, loss, largest);
  return { loss, gradient, largest };
}

/**
 * What is to be known of a direction before going there.
 *
 * @throws {@link TensorError} when it is not finite.
 */
export async function chart<Vector, Scalar>(
  { where, space }: Setting<Vector, Scalar>,
  memory: Memory<Vector>,
  learningRate: number,
): Promise<Course<Vector>> {
  const [direction, gradient] = [memory.direction as Vector, memory.gradient as Vector];
  const asked = [space.dot(gradient, direction), space.largest(direction), space.total(gradient)];
  const [slope, longest, total] = (await space.read(...asked)) as [number, number, number];
  checkFinite(where, `a direction of slope ${slope}, up to ${longest}`, slope, longest);
  const share = memory.iterations === 1 ? Math.min(1, 1 / total) : 1;
  return { direction, slope, longest, t: share * learningRate };
}

/** Goes as far as the course says. After the last iteration nobody asks for the loss there. */
export async function goStraight<Vector, Scalar>(
  setting: Setting<Vector, Scalar>,
  { direction, t }: Course<Vector>,
  from: Point<Vector>,
  isLast: boolean,
): Promise<Arrival<Vector>> {
  const line = setting.objective.lineAlong(direction);
  line.moveTo(t);
  line.end();
  if (isLast) return { point: from, t, evaluations: 0 };
  return { point: await look(setting), t, evaluations: 1 };
}

/** Goes as far as {@link strongWolfe} finds good. */
export async function goSearching<Vector, Scalar>(
  { space, objective }: Setting<Vector, Scalar>,
  { direction, slope, longest, t }: Course<Vector>,
  from: Point<Vector>,
  maxTrials: number,
): Promise<Arrival<Vector>> {
  const line = objective.lineAlong(direction);
  const tried: Vector[] = [];
  const tryAt = async (at: number): Promise<Trial<Vector>> => {
    line.moveTo(at);
    const { loss: given, gradient } = objective.evaluate();
    tried.push(gradient);
    const asked = [given, space.dot(gradient, direction), space.largest(gradient)];
    const numbers = (await space.read(...asked)) as [number, number, number];
    const [loss, slopeThere, largest] = numbers;
    const isKnown = numbers.every(Number.isFinite);
    return { t: at, loss: isKnown ? loss : Infinity, slope: slopeThere, gradient, largest };
  };
  try {
    const start = { ...from, t: 0, slope };
    const round = (x: number) => space.round(x);
    const found = await strongWolfe({ tryAt, start, t, longest, maxTrials, round });
    line.moveTo(found.t);
    space.free(...tried.filter((gradient) => gradient !== found.gradient));
    return { point: found, t: found.t, evaluations: tried.length };
  } finally {
    line.end();
  }
}

function checkFinite(where: string, got: string, ...numbers: readonly number[]): void {
  if (numbers.every(Number.isFinite)) return;
  throw new TensorError(
    `${where}: got ${got}, expected finite numbers. Lower the learning rate, or set ` +
      "lineSearch: 'strongWolfe'.",
  );
}
