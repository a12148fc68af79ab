import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerTraining } from './index.js';

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerTraining();
});

/** How many tensors there are, and buffers on the backend. */
const held = () => [tf.memory().numTensors, (tf.backend() as tf.KernelBackend).numDataIds()];

/** Numbers that differ from place to place, the same on each backend. */
function numbers(shape: number[], salt: number): tf.Tensor {
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => Math.sin(12.9898 * (i + 1) + salt) * (1 + (i % 7) / 7),
  );
  return tf.tensor(values, shape);
}

describe('a layers model on wasm', () => {
  const models: Readonly<Record<string, { layers: () => tf.layers.Layer[]; shape: number[] }>> = {
    conv1d: {
      layers: () => [tf.layers.conv1d({ filters: 4, kernelSize: 3, inputShape: [12, 3] })],
      shape: [8, 12, 3],
    },
    conv2d: {
      layers: () => [
        tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [9, 9, 2] }),
        tf.layers.conv2d({ filters: 6, kernelSize: 3, strides: 2, padding: 'same' }),
      ],
      shape: [8, 9, 9, 2],
    },
    conv2dTranspose: {
      layers: () => [
        tf.layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, inputShape: [5, 5, 2] }),
      ],
      shape: [8, 5, 5, 2],
    },
    depthwiseConv2d: {
      layers: () => [
        tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape: [9, 9, 2] }),
      ],
      shape: [8, 9, 9, 2],
    },
    separableConv2d: {
      layers: () => [
        tf.layers.separableConv2d({ filters: 4, kernelSize: 3, inputShape: [9, 9, 2] }),
      ],
      shape: [8, 9, 9, 2],
    },
    embedding: {
      layers: () => [tf.layers.embedding({ inputDim: 7, outputDim: 4, inputLength: 5 })],
      shape: [8, 5],
    },
  };

  it.each(Object.keys(models))('with %s learns, and keeps its tensors', async (name) => {
    const { layers, shape } = models[name] as (typeof models)[string];
    const model = tf.sequential({
      layers: [...layers(), tf.layers.flatten(), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
    const x =
      name === 'embedding'
        ? tf.floor(tf.mul(3, tf.add(1, tf.tanh(numbers(shape, 1)))))
        : numbers(shape, 1);
    const y = numbers([shape[0] as number, 1], 5);
    const first = (await model.trainOnBatch(x, y)) as number;
    const before = held();
    let last = first;
    for (let i = 0; i < 30; i++) last = (await model.trainOnBatch(x, y)) as number;
    expect(last).toBeLessThan(0.5 * first);
    expect(held()).toEqual(before);
    model.dispose();
    tf.dispose([x, y]);
  });
});
