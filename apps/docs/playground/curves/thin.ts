import type { Curve } from './metrics.js';

/** A place that a line goes through. */
export type Place = readonly [x: number, y: number];

/**
 * A curve with few enough points to be drawn in each frame. Of the steps that fall together, the lowest and the highest
 * value stay, so that no peak is lost. Values that `keeps` refuses are left out.
 *
 * @param cells Number of parts that the steps are divided into, at most.
 * @param cellOf Part that a step falls into, from 0.
 */
export function thin(
  { steps, values }: Curve,
  cells: number,
  cellOf: (step: number) => number,
  keeps: (value: number) => boolean = Number.isFinite,
): Place[] {
  if (steps.length <= 2 * cells) {
    return steps
      .map((step, i): Place => [step, values[i] as number])
      .filter(([, value]) => keeps(value));
  }
  const places: Place[] = [];
  let cell = -1;
  let low = 0;
  let high = 0;
  const close = () => {
    if (cell < 0) return;
    for (const i of low === high ? [low] : [Math.min(low, high), Math.max(low, high)])
      places.push([steps[i] as number, values[i] as number]);
  };
  for (let i = 0; i < steps.length; i++) {
    const value = values[i] as number;
    if (!keeps(value)) continue;
    const next = Math.floor(cellOf(steps[i] as number));
    if (next !== cell) {
      close();
      cell = next;
      low = high = i;
    } else if (value < (values[low] as number)) low = i;
    else if (value > (values[high] as number)) high = i;
  }
  close();
  return places;
}
