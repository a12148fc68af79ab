import type { NumberArray, StepNumbers, TensorOp } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';

type Results = Record<string, NumberArray>;

/** What an operation gives with TensorFlow.js, and what the interpreter makes of it in float32 and float64. */
export function bothWays(
  op: TensorOp,
  inputs: readonly NumberArray[],
  numbers: StepNumbers = {},
): { device: Results; single: Results; double: Results } {
  const as = (make: typeof Float32Array | typeof Float64Array) =>
    inputs.map(({ shape, values }) => ({ shape, values: make.from(values) }));
  const device: Results = {};
  tf.tidy(() => {
    const tensors = inputs.map(({ shape, values }) =>
      tf.tensor(Float32Array.from(values), [...shape]),
    );
    for (const [name, made] of Object.entries(op.run(tensors, numbers))) {
      device[name] = { shape: made.shape, values: made.dataSync() as Float32Array };
    }
  });
  return {
    device,
    single: { ...op.interpret(as(Float32Array), numbers) },
    double: { ...op.interpret(as(Float64Array), numbers) },
  };
}

/** Numbers from a normal distribution, by their seed. */
export function normalArray(shape: readonly number[], seed: number): NumberArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return {
    shape,
    values: tf.randomNormal([size], 0, 1, 'float32', seed).dataSync() as Float32Array,
  };
}

/** The largest distance between elements. */
export function distance(a: NumberArray, b: NumberArray): number {
  if (a.shape.join() !== b.shape.join()) return Infinity;
  return Array.from(a.values).reduce(
    (most, x, i) => Math.max(most, Math.abs(x - (b.values[i] as number))),
    0,
  );
}
