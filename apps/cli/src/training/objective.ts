import type { RandomDraw } from '@nadir/core';
import { crossEntropy, meanSquaredError, sampledCrossEntropy } from '@nadir/nn';
import { accuracy, auc, type Column, f1, type Metric, mae, r2, rmse } from '@nadir/train';
import type { TargetSpec } from '@nadir/train/tables';
import {
  div,
  mean,
  mul,
  type Scalar,
  squaredDifference,
  sum,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { ExampleBatch } from './examples.js';
import type { FinalScores } from './scores.js';

/** Figures as the trainer counts them, by name. */
type Measured = Readonly<Record<string, number>> & { readonly loss: number };

/** What a model is trained for: its loss, and how good its outputs are. */
export interface Objective {
  /** Number of outputs of the model. */
  readonly outputs: number;
  /** Targets as the loss takes them. */
  column(targets: Float64Array): Column;
  /** Mean loss over a batch, to be differentiated. */
  loss(outputs: Tensor, batch: Omit<ExampleBatch, 'inputs'>): Scalar;
  /** The same at targets that the outputs draw themselves; absent where they are no classes. */
  sampledLoss?(outputs: Tensor2D, draw: RandomDraw): Scalar;
  /** What is counted while training. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What else a finished model is measured by. */
  readonly finalMetrics: Readonly<Record<string, Metric>>;
  /** Figures in the target's unit. */
  scores(measured: Measured): FinalScores;
  /** Predictions from outputs, shape [n, outputs]: class indices, or numbers in the target's unit. */
  decode(outputs: Float32Array): Float64Array;
}

/** The objective for a target: cross-entropy of classes, squared error of numbers. */
export const objectiveFor = (target: TargetSpec): Objective =>
  target.task === 'classification' ? classification(target.classes.length) : regression(target);

function classification(classes: number): Objective {
  return {
    outputs: classes,
    column: (targets) => ({ values: Int32Array.from(targets) }),
    loss: (outputs, { targets, weights }) =>
      weights === undefined
        ? crossEntropy(outputs, targets)
        : weighted(crossEntropy(outputs, targets, { reduction: 'none' }), weights),
    sampledLoss: (outputs, draw) => sampledCrossEntropy(outputs, draw),
    metrics: { accuracy: accuracy() },
    finalMetrics: { f1: f1(), auc: auc() },
    scores: (measured) => numbersIn(measured),
    decode: (outputs) =>
      Float64Array.from({ length: outputs.length / classes }, (_, row) =>
        largest(outputs.subarray(row * classes, (row + 1) * classes)),
      ),
  };
}

/** Trains on the standardised target, so that the learning rate does not depend on its unit. */
function regression({
  mean: center,
  deviation,
}: {
  readonly mean: number;
  readonly deviation: number;
}): Objective {
  return {
    outputs: 1,
    column: (targets) => ({
      values: Float32Array.from(targets, (y) => (y - center) / deviation),
      shape: [1],
    }),
    loss: (outputs, { targets, weights }) =>
      weights === undefined
        ? meanSquaredError(outputs, targets)
        : weighted(mean(squaredDifference(outputs, targets), -1), weights),
    metrics: { rmse: rmse(), r2: r2() },
    finalMetrics: { mae: mae() },
    scores({ loss, ...figures }) {
      const inUnit = (name: string) =>
        figures[name] === undefined ? {} : { [name]: figures[name] * deviation };
      const { r2: share } = numbersIn(figures);
      return {
        loss: loss * deviation ** 2,
        ...inUnit('rmse'),
        ...inUnit('mae'),
        r2: share ?? null,
      };
    },
    decode: (outputs) => Float64Array.from(outputs, (y) => y * deviation + center),
  };
}

/** The mean of losses, each counted by its weight. */
const weighted = (losses: Tensor, weights: Tensor): Scalar =>
  div(sum(mul(losses, weights)), sum(weights));

/** Figures, `null` for those that have no meaning on these examples: JSON has no NaN. */
const numbersIn = <Figures extends Readonly<Record<string, number>>>(figures: Figures) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number.isNaN(value) ? null : value]),
  ) as Figures;

/** Index of the largest number, the first of several. */
function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) > (values[best] as number)) best = i;
  }
  return best;
}
