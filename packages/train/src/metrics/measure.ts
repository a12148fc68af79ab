import {
  cast,
  concat,
  dispose,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Metric } from './metric.js';

/** Loss and metrics of a batch on the device. A type and no interface, so that it counts as a container of tensors. */
export type Measured = {
  /** All of them one after the other, so that a device is waited for once. */
  readonly values: Tensor1D;
  /** What each metric has measured, in their order. */
  readonly parts: Tensor1D[];
};

/** Loss and metrics of a batch on the host. */
export interface Figures {
  readonly loss: number;
  /** What each metric has measured, in their order. */
  readonly metrics: readonly Float32Array[];
}

/** Measures a batch. */
export function measureBatch(
  metrics: Readonly<Record<string, Metric>>,
  outputs: Tensor,
  targets: Tensor,
  loss: Scalar,
): Measured {
  const flat = (tensor: Tensor) => cast(reshape(tensor, [tensor.size]) as Tensor1D, 'float32');
  const parts = Object.values(metrics).map((one) => flat(one.measure(outputs, targets)));
  return { values: concat([flat(loss), ...parts]), parts };
}

/** Computes what a batch gives, and measures it. */
export const measureOutputs = <B extends { readonly targets: Tensor }>(
  batch: B,
  forward: (batch: B) => Tensor,
  loss: (outputs: Tensor, batch: B) => Scalar,
  metrics: Readonly<Record<string, Metric>>,
): Measured =>
  tidy(() => {
    const outputs = forward(batch);
    return measureBatch(metrics, outputs, batch.targets, loss(outputs, batch));
  });

/** Reads what was measured, and disposes of it. */
export async function readFigures({ values, parts }: Measured): Promise<Figures> {
  const numbers = await values.data<'float32'>();
  dispose([values, ...parts]);
  let at = 1;
  const metrics = parts.map(({ size }) => {
    at += size;
    return numbers.subarray(at - size, at);
  });
  return { loss: numbers[0] as number, metrics };
}
