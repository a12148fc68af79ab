import type { Schedule } from '@nadir/core';
import { OptionError } from '@nadir/core';
import * as schedules from '@nadir/optim/schedules';
import { type Call, evaluate, type NumberAt, numbersIn } from '../../engine/call-tree.js';

/** A curve over the steps. */
export interface Curve {
  readonly points: readonly (readonly [step: number, value: number])[];
  readonly steps: number;
  /** Lowest and highest number of the axis. */
  readonly domain: readonly [number, number];
  /** Why the arguments are refused. */
  readonly refused?: string;
}

/** Names of numbers that count steps. */
const counts = /steps|every|boundaries|begin|^join$/i;

/** Whether a number counts steps. */
export const isCount = ({ name }: Pick<NumberAt, 'name'>): boolean => counts.test(name);

/** Points that a curve is drawn with, at most. */
const samples = 240;

/** Steps that show a schedule whole: a bit more than its numbers of steps add up to. */
export function stepsOf(call: Call): number {
  const sum = numbersIn(call)
    .filter((one) => isCount(one))
    .reduce((total, { name, value }) => total + (name === 'every' ? 5 : 1.25) * value, 0);
  return Math.max(20, Math.ceil(sum === 0 ? 200 : sum));
}

/** The values of a schedule. */
export function curveOf(call: Call, steps: number): Curve {
  try {
    const schedule = evaluate(call, schedules) as Schedule;
    const by = Math.max(1, Math.ceil(steps / samples));
    const points = Array.from(
      { length: Math.floor(steps / by) + 1 },
      (_, i) => [i * by, schedule(i * by)] as const,
    );
    const values = points.map(([, value]) => value).filter(Number.isFinite);
    const most = Math.max(...values, 0);
    const least = Math.min(...values, 0);
    const room = 0.08 * (most - least || 1);
    return { points, steps, domain: [least < 0 ? least - room : 0, most + room] };
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return { points: [], steps, domain: [0, 1], refused: error.message };
  }
}

/** What the slider of a number moves between. */
export function rangeOf(number: NumberAt) {
  const { name, value } = number;
  if (isCount(number)) {
    return { min: 0, max: Math.max(20, 3 * value), step: 1, initial: value };
  }
  if (/factor|decay|growth|rate|share|^multiplicative$/i.test(name) && value > 0 && value <= 1) {
    return { min: 0.01, max: 1, step: 0.01, initial: value };
  }
  const most = value === 0 ? 1 : 2 * Math.abs(value);
  return { min: value < 0 ? -most : 0, max: most, initial: value };
}
