/** A mean, and between which numbers it lies with a confidence of 95 %. */
export interface Estimate {
  readonly mean: number;
  /** Absent where a single number tells nothing of the spread. */
  readonly interval?: readonly [low: number, high: number];
  /** How many numbers it is from. */
  readonly count: number;
}

/** Share of the distribution inside of an interval. */
const confidence = 0.95;

/**
 * The mean of a sample with Student's 95 % interval, mean ± t s / √n, where s is the standard
 * deviation of the sample and t the quantile for n − 1 degrees of freedom; `undefined` of no numbers.
 */
export function estimate(sample: readonly number[]): Estimate | undefined {
  const count = sample.length;
  if (count === 0) return undefined;
  const mean = sample.reduce((sum, x) => sum + x, 0) / count;
  if (count === 1) return { mean, count };
  const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1);
  const half = studentQuantile(count - 1) * Math.sqrt(variance / count);
  return { mean, interval: [mean - half, mean + half], count };
}

/**
 * The geometric mean of positive numbers, with Student's interval of their logarithms: for numbers
 * that lie decades apart.
 */
export function geometricEstimate(sample: readonly number[]): Estimate | undefined {
  const logs = estimate(sample.map(Math.log));
  if (logs === undefined) return undefined;
  const { mean, interval, count } = logs;
  const [low, high] = interval ?? [];
  return {
    mean: Math.exp(mean),
    ...(low !== undefined && high !== undefined && { interval: [Math.exp(low), Math.exp(high)] }),
    count,
  };
}

/** The number in the middle of a sample, or half-way between the two that are. */
export function median(sample: readonly number[]): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2;
}

/** The number t for which a variable of Student's distribution lies in (−t, t) with a confidence of 95 %. */
export function studentQuantile(degrees: number): number {
  let low = 0;
  let high = Math.PI / 2;
  // The angle has 53 bits; each turn finds one.
  for (let turn = 0; turn < 53; turn++) {
    const angle = (low + high) / 2;
    if (studentShare(angle, degrees) < confidence) low = angle;
    else high = angle;
  }
  return Math.sqrt(degrees) * Math.tan(low);
}

/**
 * Share of Student's distribution with ν degrees of freedom in (−t, t), by the angle
 * θ = arctan(t / √ν).
 *
 * Book: Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4.
 */
function studentShare(angle: number, degrees: number): number {
  const cosine = Math.cos(angle);
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = 0;
  for (let k = isOdd ? 3 : 2; k <= degrees; k += 2) {
    sum += term;
    term *= ((k - 1) / k) * cosine ** 2;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
