import { scaleLinear, scaleLog } from 'd3-scale';

/** An axis: what it shows, and between which numbers. */
export interface Axis {
  readonly domain: readonly [number, number];
  readonly label: string;
  readonly log?: boolean;
  /** Ticks that are wanted, about. Default `5`. */
  readonly ticks?: number;
}

/** Length of a plot along each axis, in the units of its drawing. It is stretched to the page. */
export const plotLength = 1000;

/** A number of an axis as a place in the drawing, and the other way round. */
export interface AxisScale {
  (value: number): number;
  invert(place: number): number;
  /** Numbers to write beside the axis, with what is written. */
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** The scale of an axis, from `from` to `to` in the drawing. */
export function scaleOf(
  { domain, log, ticks = 5 }: Axis,
  [from, to]: readonly [number, number],
): AxisScale {
  const scale = (log ? scaleLog() : scaleLinear()).domain([...domain]).range([from, to]);
  const format = scale.tickFormat(log ? Number.POSITIVE_INFINITY : ticks, log ? '~g' : undefined);
  const place = (value: number) => {
    const x = scale(value);
    // Drawings far outside are cut anyway, and numbers of many digits slow them down.
    return Math.round(Math.min(5 * plotLength, Math.max(-4 * plotLength, x)) * 100) / 100;
  };
  const all = scale.ticks(ticks);
  const told = log ? apart(all, scale, (closest * plotLength) / ticks) : all;
  return Object.assign(place, {
    invert: (x: number) => scale.invert(x),
    ticks: told.map((value) => ({
      value,
      text: log ? shortOf(value, format(value)) : format(value),
    })),
  });
}

/** How near ticks of a logarithmic axis come to each other, as a share of the space that each would have. */
const closest = 0.8;

/** Those of some ticks that are roundest, none nearer to another one than `distance` in the drawing. Of many decades only their ends are told. */
function apart(
  all: readonly number[],
  place: (value: number) => number,
  distance: number,
): number[] {
  const tens = all.filter((value) => roundness(value) === 0);
  const wanted = tens.length > 2 ? tens : all;
  const kept: number[] = [];
  for (const value of wanted.toSorted((a, b) => roundness(a) - roundness(b))) {
    if (kept.every((one) => Math.abs(place(one) - place(value)) >= distance)) kept.push(value);
  }
  return kept.sort((a, b) => a - b);
}

/** How round a number is, the roundest first: powers of ten, then 2 and 5 of them, then other single digits. */
function roundness(value: number): number {
  const digits = value.toExponential(6).replace(/\.?0*e.*$/, '');
  if (digits === '1') return 0;
  return digits === '2' || digits === '5' ? 1 : 1 + digits.length;
}

/** A tick of a logarithmic axis: with a power of ten, where it would have many digits. */
const shortOf = (value: number, text: string): string =>
  value < 1e-3 || value >= 1e4
    ? Number(value.toPrecision(6)).toExponential().replace('+', '').replace('-', '−')
    : text;

/** A line through points of a plot, as the `d` of a path. */
export const lineThrough = (
  points: readonly (readonly [number, number])[],
  px: AxisScale,
  py: AxisScale,
): string => points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${py(y)}`).join('');

/** Dots at points of a plot: lines without length, which keep their shape when the plot is stretched. */
export const dotsAt = (
  points: readonly (readonly [number, number])[],
  px: AxisScale,
  py: AxisScale,
): string => points.map(([x, y]) => `M${px(x)} ${py(y)}h0`).join('');

/** Width of a plot over its height, on wide pages. */
const aspect = 1.6;

/** The head of an arrow from the first of two points to the second, as the `d` of a path. */
export function headOf(
  [from, to]: readonly (readonly [number, number])[],
  px: AxisScale,
  py: AxisScale,
): string {
  if (from === undefined || to === undefined) return '';
  const [x, y] = [px(to[0]), py(to[1])];
  const [dx, dy] = [(x - px(from[0])) * aspect, y - py(from[1])];
  const length = Math.hypot(dx, dy);
  const size = Math.min(22, length / 2);
  if (size < 1) return '';
  const side = (turn: number) => {
    const angle = Math.atan2(dy, dx) + Math.PI + turn;
    const place = [x + (size * Math.cos(angle)) / aspect, y + size * Math.sin(angle)];
    return place.map((value) => Math.round(value * 100) / 100).join(' ');
  };
  return `M${side(0.45)}L${x} ${y}L${side(-0.45)}`;
}
