import { chain, type OptionValues, RuleInterpreter, type Transform, threefry } from '@nadir/core';
import { Adam, AdamW, SGD } from '@nadir/optim';
import { decoupledDecay, scaleByLearningRate } from '@nadir/optim/transforms';

/** What the reader sets. */
export interface Settings {
  /** Strength λ of the decay. */
  readonly weightDecay: number;
  /** Step size γ. */
  readonly learningRate: number;
}

/** Settings at first, and between what they lie. */
export const weightDecay = { min: 0, max: 1, step: 0.01, initial: 0.2 } as const;
export const learningRate = { min: 0.002, max: 0.05, initial: 0.02, log: true } as const;

/** The settings that the figure shows first. */
export const initial: Settings = {
  weightDecay: weightDecay.initial,
  learningRate: learningRate.initial,
};

/** Steps of each run. */
export const steps = 100;

/** Gradients of the weights, from small to large: each is that number with the sign of a coin. */
export const sizes: readonly number[] = Array.from(
  { length: 24 },
  (_, i, count = 24) => 0.03 * 100 ** (i / (count - 1)),
);

/** What is drawn. */
export const domain = { mean: [0, 1.05], root: [0.02, 5], shrinkage: [0, 1.4] } as const;

/** A weight after a run: the root mean square of its gradient, and the share of it that the decay took. */
export type Shrinkage = readonly [root: number, share: number];

/** The mean of the weights, step by step from the start. */
export type Means = readonly number[];

/** All that the figure shows. */
export interface Picture {
  readonly sgd: { readonly l2: Means; readonly decoupled: Means };
  readonly adam: { readonly l2: Means; readonly decoupled: Means };
  /** Of Adam, for each weight. */
  readonly shrinkage: {
    readonly l2: readonly Shrinkage[];
    readonly decoupled: readonly Shrinkage[];
  };
}

/** SGD with decoupled decay. */
const sgdw = chain('SGDW', decoupledDecay(), scaleByLearningRate());

/** Runs with L2 and with decoupled decay, from the same weights along the same gradients. */
export function pictureOf({ weightDecay, learningRate }: Settings): Picture {
  const run = (rule: Transform, options: OptionValues = { weightDecay }) =>
    runOf(rule, { ...rule.defaults, learningRate, ...options });
  const without = run(Adam.rule, { weightDecay: 0 });
  const [l2, decoupled] = [run(Adam.rule), run(AdamW.rule)];
  const shrinkage = ({ weights, roots }: Run) =>
    weights.map((weight, i): Shrinkage => [roots[i] ?? 0, (without.weights[i] ?? 0) - weight]);
  return {
    sgd: { l2: run(SGD.rule).means, decoupled: run(sgdw).means },
    adam: { l2: l2.means, decoupled: decoupled.means },
    shrinkage: { l2: shrinkage(l2), decoupled: shrinkage(decoupled) },
  };
}

/** Where a run came to. */
interface Run {
  readonly means: Means;
  readonly weights: readonly number[];
  /** √v̂ of each weight in the end; none without v. */
  readonly roots: readonly number[];
}

/** Weights begin at 1, so what is taken of them is a share. */
function runOf(rule: Transform, options: OptionValues): Run {
  const ones = sizes.map(() => 1);
  const interpreter = new RuleInterpreter(
    rule,
    [{ shape: [sizes.length], values: ones }],
    'float64',
  );
  const weights = () => [...(interpreter.parameters[0]?.param ?? [])];
  const means = [1];
  for (let step = 0; step < steps; step++) {
    interpreter.step([gradientsAt(step)], () => options);
    means.push(weights().reduce((sum, weight) => sum + weight) / sizes.length);
  }
  const correction = 1 - Number(options.beta2) ** steps;
  const { values: v = [] } = interpreter.parameters[0]?.slots.v ?? {};
  return { means, weights: weights(), roots: [...v].map((one) => Math.sqrt(one / correction)) };
}

/** The gradients of a step. The data says nothing: each has either sign with the same probability. */
function gradientsAt(step: number): number[] {
  const bits = threefry(7, 0, step, 0);
  return sizes.map((size, i) => (((bits[i >> 5] ?? 0) >>> (i & 31)) & 1 ? size : -size));
}

/** How far two curves are apart at most. */
export const gapOf = (one: Means, other: Means): number =>
  Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? Number.NaN))));

/** Means as points over the steps. */
export const curveOf = (means: Means): [number, number][] => means.map((mean, i) => [i, mean]);

/** Between what shares lie, and the middle one. */
export function rangeOf(shrinkage: readonly Shrinkage[]) {
  const shares = shrinkage.map(([, share]) => Math.min(1, share)).sort((a, b) => a - b);
  const at = (part: number) => shares[Math.round(part * (shares.length - 1))] ?? Number.NaN;
  return { least: at(0), middle: at(0.5), most: at(1) };
}

/** Heights beside which the names of curves and dots stand: the middle of curves, and the outer dots. */
export const labelsOf = ({ sgd, adam, shrinkage }: Picture) => ({
  sgd: middleOf(sgd.l2),
  adam: { l2: middleOf(adam.l2), decoupled: middleOf(adam.decoupled) },
  shrinkage: {
    l2: shrinkage.l2.at(-1)?.[1] ?? 0,
    decoupled: shrinkage.decoupled[0]?.[1] ?? 0,
  },
});

const middleOf = (means: Means): number => means[steps / 2] ?? 0;
