import type { RandomDraw } from '@nadir/core';
import { crossEntropy, meanSquaredError, sampledCrossEntropy } from '@nadir/nn';
import { type Scalar, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';

import { accuracyOf, r2Of, type Scores } from './metrics.js';

/** What the model's outputs mean. */
export type Target =
  | { readonly name: string; readonly classNames: readonly string[] }
  /** The model's only output, times the deviation, plus the mean. */
  | { readonly name: string; readonly mean: number; readonly deviation: number };

/** What a model is trained for: its loss, and how good its outputs are. */
export interface Objective {
  /** Number of outputs of the model. */
  readonly outputs: number;
  /** Targets as the loss takes them. */
  encode(targets: Float64Array): Tensor;
  /** Mean loss over a batch, to be differentiated. */
  loss(outputs: Tensor2D, targets: Tensor): Scalar;
  /** The same at targets that the outputs draw themselves; absent where they are no classes. */
  sampledLoss?(outputs: Tensor2D, draw: RandomDraw): Scalar;
  /** Predictions from outputs, shape [n, outputs]: class indices, or numbers in the target's unit. */
  decode(outputs: Float32Array): Float64Array;
  /** Scores from the mean loss and the predictions. */
  scores(loss: number, predicted: Float64Array, targets: Float64Array): Scores;
}

/** The objective for a target: cross-entropy of classes, squared error of numbers. */
export const objectiveFor = (target: Target): Objective =>
  'classNames' in target ? classification(target.classNames.length) : regression(target);

function classification(classes: number): Objective {
  return {
    outputs: classes,
    encode: (targets) => tensor1d(Int32Array.from(targets), 'int32'),
    loss: (outputs, targets) => crossEntropy(outputs, targets),
    sampledLoss: (outputs, draw) => sampledCrossEntropy(outputs, draw),
    decode: (outputs) =>
      Float64Array.from({ length: outputs.length / classes }, (_, row) =>
        largest(outputs.subarray(row * classes, (row + 1) * classes)),
      ),
    scores: (loss, predicted, targets) => ({ loss, accuracy: accuracyOf(predicted, targets) }),
  };
}

/** Trains on the standardised target, so that the learning rate does not depend on its unit. */
function regression({ mean, deviation }: { readonly mean: number; readonly deviation: number }) {
  return {
    outputs: 1,
    encode: (targets: Float64Array) =>
      tensor2d(
        Float32Array.from(targets, (y) => (y - mean) / deviation),
        [targets.length, 1],
      ),
    loss: (outputs: Tensor2D, targets: Tensor) => meanSquaredError(outputs, targets),
    decode: (outputs: Float32Array) => Float64Array.from(outputs, (y) => y * deviation + mean),
    scores: (loss: number, predicted: Float64Array, targets: Float64Array) => ({
      loss: loss * deviation ** 2,
      r2: r2Of(predicted, targets),
    }),
  };
}

/** Index of the largest number, the first of several. */
function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) > (values[best] as number)) best = i;
  }
  return best;
}
