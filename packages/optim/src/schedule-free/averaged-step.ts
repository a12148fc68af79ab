import { add, type Expr, lerp, mul, OptionError, sub } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

/** Options of schedule-free rules beside their β. */
interface AverageOptions {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly warmupSteps: number;
  readonly r: number;
  readonly weightLearningRatePower: number;
}

/** Defaults of the options that only schedule-free rules have. */
export const averageDefaults = { weightDecay: 0, warmupSteps: 0, r: 0, weightLearningRatePower: 2 };

/** Throws unless those options, and β under its name, are in their ranges. */
export function checkAverage<Beta extends string>(
  o: AverageOptions & Readonly<Record<Beta, number>>,
  where: string,
  beta: Beta,
): void {
  checkNonNegative(where, o, 'learningRate', 'weightDecay', 'warmupSteps', 'r');
  checkNonNegative(where, o, 'weightLearningRatePower');
  if (!(o[beta] > 0 && o[beta] < 1)) {
    throw new OptionError(`${where}.${beta}: got ${o[beta]}, expected a number in (0, 1).`);
  }
}

/** What the host remembers. */
export interface AverageMemory {
  /** The largest γ so far. */
  readonly largestRate: number;
  /** The sum of weights. */
  readonly weightSum: number;
  /** β by which y lies between x and z, and that by which it lay there before the step. */
  readonly beta: number;
  readonly lastBeta: number;
}

/** That before the first step. */
export const noAverage = (beta: number): AverageMemory => ({
  largestRate: 0,
  weightSum: 0,
  beta,
  lastBeta: beta,
});

const rateAt = ({ learningRate, warmupSteps }: AverageOptions, t: number): number =>
  learningRate * Math.min(1, t / warmupSteps);

const weightAt = (o: AverageOptions, t: number, largestRate: number): number =>
  t ** o.r * largestRate ** o.weightLearningRatePower;

/** That after step t. */
export function rememberAverage(
  o: AverageOptions,
  beta: number,
  t: number,
  memory: AverageMemory,
): AverageMemory {
  const largestRate = Math.max(memory.largestRate, rateAt(o, t));
  const weightSum = memory.weightSum + weightAt(o, t, largestRate);
  return { largestRate, weightSum, beta, lastBeta: memory.beta };
}

/** The numbers of step t, and those by which the parameter goes to the average x and back. */
export function averageNumbers(
  o: AverageOptions,
  t: number,
  { largestRate, weightSum, beta, lastBeta }: AverageMemory,
) {
  const rate = rateAt(o, t);
  const share = weightSum > 0 ? weightAt(o, t, largestRate) / weightSum : 0;
  return {
    rate,
    // A change of β moves y − z, which is β (x − z), by the same factor.
    towardZ: share + (1 - share) * (1 - beta / lastBeta),
    yRate: rate * (beta * (1 - share) - 1),
    lambda: o.weightDecay,
    oneMinusBeta: 1 - beta,
    beyondY: 1 - 1 / beta,
  };
}

type AverageScalars = Readonly<Record<keyof ReturnType<typeof averageNumbers>, Expr>>;

/** Moves y, which is the parameter, and z along a direction d: x is between the lines of it. */
export function moveAverage(
  { param, z }: Places,
  d: Expr,
  { rate, towardZ, yRate, lambda }: AverageScalars,
  { weightDecay }: { readonly weightDecay: boolean },
) {
  const direction = weightDecay ? add(d, mul(lambda, param)) : d;
  return {
    param: add(lerp(param, z, towardZ), mul(yRate, direction)),
    z: sub(z, mul(rate, direction)),
  };
}

type Places = Readonly<Record<'param' | 'z', Expr>>;

/** No step, but the way of the parameter from y to the average x. */
export const toAverage = ({ param, z }: Places, { beyondY }: AverageScalars) => ({
  param: lerp(param, z, beyondY),
});

/** The way back. */
export const toTraining = ({ param, z }: Places, { oneMinusBeta }: AverageScalars) => ({
  param: lerp(param, z, oneMinusBeta),
});
