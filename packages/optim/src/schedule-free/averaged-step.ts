import {
  add,
  copyOfParam,
  defineTransform,
  lerp,
  mul,
  OptionError,
  type OptionValues,
  sub,
  type Transform,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';

/**
 * The step of a schedule-free optimizer along the direction d that is left in the place of the gradient.
 *
 * At step t = 1, 2, …, with y the parameter:
 *
 *     γₜ = γ min(1, t / T)                  w = tʳ (max γₜ so far)ᵖ,  c = w / Σ w
 *     d ← d + λ y
 *     z ← z − γₜ d
 *     x ← (1 − c) x + c z
 *     y ← β x + (1 − β) z
 *
 * x is not kept, but computed from y and z. The further updates `toAverage` and `toTraining` move the parameter
 * from y to x and back.
 *
 * @param learningRate Default γ.
 * @param beta What the optimizer calls β.
 */
export const averagedStep = (learningRate: number, beta: 'momentum' | 'beta1'): Transform => {
  const betaOf = (o: OptionValues) => o[beta] as number;
  return defineTransform({
    name: 'averagedStep',
    state: { z: copyOfParam() },
    defaults: {
      learningRate,
      [beta]: 0.9,
      weightDecay: 0,
      warmupSteps: 0,
      r: 0,
      weightLearningRatePower: 2,
    },

    check(o, where) {
      checkNonNegative(where, o, 'learningRate', 'weightDecay', 'warmupSteps', 'r');
      checkNonNegative(where, o, 'weightLearningRatePower');
      if (!(betaOf(o) > 0 && betaOf(o) < 1)) {
        throw new OptionError(`${where}.${beta}: got ${betaOf(o)}, expected a number in (0, 1).`);
      }
    },

    // y lay between x and z by lastBeta before the step, and lies there by beta after it.
    memory: (o) => ({ largestRate: 0, weightSum: 0, beta: betaOf(o), lastBeta: betaOf(o) }),
    remember(o, t, { memory }) {
      const largestRate = Math.max(memory.largestRate, rateAt(o, t));
      const weightSum = memory.weightSum + weightAt(o, t, largestRate);
      return { largestRate, weightSum, beta: betaOf(o), lastBeta: memory.beta };
    },

    scalars(o, t, { memory: { largestRate, weightSum, beta, lastBeta } }) {
      const rate = rateAt(o, t);
      const share = weightSum > 0 ? weightAt(o, t, largestRate) / weightSum : 0;
      return {
        rate,
        // A change of β moves y − z, which is β (x − z), by the same factor.
        towardZ: share + (1 - share) * (1 - beta / lastBeta),
        yRate: rate * (beta * (1 - share) - 1),
        weightDecay: o.weightDecay,
        oneMinusBeta: 1 - beta,
        beyondY: 1 - 1 / beta,
      };
    },

    update({ param, grad, z }, { rate, towardZ, yRate, weightDecay }, { static: s }) {
      const d = s.weightDecay ? add(grad, mul(weightDecay, param)) : grad;
      return {
        param: add(lerp(param, z, towardZ), mul(yRate, d)),
        z: sub(z, mul(rate, d)),
      };
    },

    further: {
      toAverage: ({ param, z }, { beyondY }) => ({ param: lerp(param, z, beyondY) }),
      toTraining: ({ param, z }, { oneMinusBeta }) => ({ param: lerp(param, z, oneMinusBeta) }),
    },
  });
};

/** Options that say how long step t is, and how much it weighs. */
interface Weights {
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly r: number;
  readonly weightLearningRatePower: number;
}

const rateAt = ({ learningRate, warmupSteps }: Weights, t: number): number =>
  learningRate * Math.min(1, t / warmupSteps);

const weightAt = (
  { r, weightLearningRatePower }: Weights,
  t: number,
  largestRate: number,
): number => t ** r * largestRate ** weightLearningRatePower;
