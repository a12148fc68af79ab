/** What a slider moves between. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  /** Distance of neighbouring values. Default: a hundredth of the range. */
  readonly step?: number;
  /** Whether equal movements are equal ratios. */
  readonly log?: boolean;
  /** Of a logarithmic range that begins at 0: the smallest number above it. */
  readonly least?: number;
}

/** Positions of a slider on a logarithmic range. */
const positions = 200;

/** The native range input that shows a range: its limits, and values as its positions. */
export function trackOf({ min, max, step, log, least }: Range) {
  if (!log) {
    const by = step ?? (max - min) / 100;
    return {
      min,
      max,
      step: by,
      positionOf: (value: number) => value,
      valueAt: (at: number) => at,
    };
  }
  const first = least ?? min;
  const decades = Math.log(max / first);
  return {
    min: least === undefined ? 0 : -1,
    max: positions,
    step: 1,
    positionOf: (value: number) =>
      value < first ? -1 : Math.round((positions * Math.log(value / first)) / decades),
    valueAt: (at: number) =>
      at < 0 ? 0 : Number((first * Math.exp((decades * at) / positions)).toPrecision(3)),
  };
}

/** The nearest number of a range. */
export const clampTo = ({ min, max }: Range, value: number): number =>
  Math.min(max, Math.max(min, value));
