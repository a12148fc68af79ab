import type { RunLog } from '../engine/log/run-log.js';
import type { Place } from './thin.js';

/** The square that is drawn. */
export interface Square {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Parts of a side of the square that points of a path are apart, at least. */
const parts = 500;

/**
 * The places of a run until a step, the last one included. Places that a drawing could not tell apart are left out, so
 * that long races are drawn as fast as short ones.
 */
export function pathUntil(log: RunLog | undefined, step: number, square: Square): Place[] {
  const path: Place[] = [];
  const apart = [square.x, square.y].map(([low, high]) => (high - low) / parts) as [number, number];
  let last: Place | undefined;
  for (const { step: at, at: place } of log?.readings ?? []) {
    if (at > step) break;
    if (place === undefined || !place.every(Number.isFinite)) continue;
    last = place;
    const before = path.at(-1);
    const isFar =
      before === undefined ||
      place.some((x, i) => Math.abs(x - (before[i] as number)) > (apart[i] as number));
    if (isFar) path.push(place);
  }
  if (last !== undefined && last !== path.at(-1)) path.push(last);
  return path;
}
