// The gradients of the cpu backend of TensorFlow.js are the reference: plain loops in float64 sums.
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { expectAgreement, gradients, numbers, on, useWasm } from '../../test/agreement.js';
import { registerTraining } from './index.js';

beforeAll(async () => {
  await useWasm();
  registerTraining();
  // The engine then throws when a kernel leaves a tensor behind.
  tf.env().set('IS_TEST', true);
});
afterAll(() => tf.env().set('IS_TEST', false));

type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];
type Stride = number | [number, number];

const explicit: Pad = [[0, 0], [2, 1], [0, 3], [0, 0]]; // biome-ignore format: one pair per axis

describe('gradients of conv2d', () => {
  // Columns and convolutions, with and without rows that the filter does not reach, padding wider
  // than the filter, the original input gradient for small products and large strides.
  // biome-ignore format: a table of [input], [filter], stride, padding
  test.each<[number[], number[], Stride, Pad]>([
    [[2, 5, 7, 1], [3, 3, 1, 2], 1, 'same'],
    [[2, 5, 7, 3], [3, 2, 3, 4], 1, 'valid'],
    [[2, 7, 6, 3], [3, 3, 3, 4], 2, 'same'],
    [[2, 8, 6, 3], [3, 3, 3, 4], 2, 'valid'],
    [[1, 9, 5, 2], [2, 4, 2, 3], [1, 3], 'same'],
    [[2, 6, 5, 2], [1, 1, 2, 5], 1, 'valid'],
    [[2, 7, 5, 2], [1, 1, 2, 5], 2, 'same'],
    [[2, 6, 5, 2], [3, 3, 2, 3], 1, explicit],
    [[2, 6, 5, 2], [2, 2, 2, 3], 3, 2],
    [[9, 9, 8, 8], [3, 3, 8, 5], 1, 'same'],
    [[9, 9, 8, 8], [3, 3, 8, 5], 2, 'valid'],
    [[9, 9, 8, 8], [3, 3, 8, 5], [2, 3], 'same'],
    [[8, 10, 9, 4], [5, 5, 4, 6], 1, explicit],
    [[8, 10, 9, 16], [2, 2, 16, 6], 1, 3],
    [[8, 10, 9, 16], [2, 2, 16, 6], 3, 2],
    [[8, 11, 11, 16], [2, 3, 16, 6], 4, 'valid'],
    [[8, 1, 30, 20], [1, 5, 20, 8], 1, 'same'],
    [[16, 12, 12, 1], [9, 9, 1, 4], 1, 'same'],
    [[32, 28, 28, 1], [3, 3, 1, 8], 1, 'same'],
    [[16, 9, 9, 12], [3, 3, 12, 16], 1, 'valid'],
  ])('x %j, filter %j, stride %j, padding %j', async (input, filter, stride, pad) => {
    await expectAgreement(() =>
      gradients(
        (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, pad),
        [numbers(input, 1), numbers(filter, 2)],
      ),
    );
  });

  it('gathers no columns beyond its limit', async () => {
    // 9 · 2 · 700² columns are more than 2²³.
    await expectAgreement(() =>
      gradients(
        (x, f) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, 1, 'same'),
        [numbers([1, 700, 700, 2], 1), numbers([3, 3, 2, 1], 2)],
      ),
    );
  });

  it('says that it takes channels last', async () => {
    await tf.setBackend('wasm');
    const call = () =>
      tf
        .engine()
        .runKernel(
          'Conv2DBackpropFilter',
          { x: tf.ones([1, 1, 3, 3]), dy: tf.ones([1, 1, 3, 3]) },
          { strides: 1, pad: 'same', dataFormat: 'NCHW', filterShape: [1, 1, 1, 1] },
        );
    tf.tidy(() => {
      expect(call).toThrow(
        'backend-wasm: Conv2DBackpropFilter got the data format NCHW, expected NHWC.',
      );
    });
  });
});

describe('gradients of depthwiseConv2d', () => {
  // biome-ignore format: a table of [input], [filter], stride, padding
  test.each<[number[], number[], Stride, Pad]>([
    [[2, 5, 7, 1], [3, 3, 1, 1], 1, 'same'],
    [[2, 5, 7, 3], [3, 2, 3, 1], 1, 'valid'],
    [[2, 5, 7, 3], [3, 2, 3, 2], 1, 'same'],
    [[3, 8, 6, 4], [3, 3, 4, 3], 2, 'valid'],
    [[3, 8, 7, 5], [3, 3, 5, 1], 2, 'same'],
    [[1, 9, 9, 2], [2, 4, 2, 3], 3, 'same'],
    [[2, 6, 5, 2], [1, 1, 2, 2], 1, 'valid'],
    [[2, 6, 5, 3], [3, 3, 3, 2], 1, explicit],
    [[2, 6, 5, 3], [2, 2, 3, 1], 1, 3],
    [[2, 7, 5, 3], [2, 2, 3, 2], 3, 2],
    [[8, 12, 11, 9], [5, 5, 9, 1], 1, 'same'],
  ])('x %j, filter %j, stride %j, padding %j', async (input, filter, stride, pad) => {
    await expectAgreement(() =>
      gradients(
        (x, f) => tf.depthwiseConv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, pad),
        [numbers(input, 1), numbers(filter, 2)],
      ),
    );
  });

  it('takes dilations, though the gradient of TensorFlow.js asks for none', async () => {
    // Dilating a filter is putting zeros between its taps: its gradient is that of the wider
    // filter at the taps, and the gradient of the input is the same.
    const inputs = () => ({
      x: numbers([2, 9, 8, 3], 1),
      filter: numbers([3, 2, 3, 2], 2),
      dy: numbers([2, 9, 8, 6], 3),
    });
    const strides = [1, 1];
    const wide: [number, number, number, number] = [5, 4, 3, 2];
    const shapes = { inputShape: [2, 9, 8, 3], strides };
    const pad = [[0, 0], [2, 2], [1, 2], [0, 0]]; // biome-ignore format: one pair per axis
    const dilated = await on('wasm', () => {
      const { x, filter, dy } = inputs();
      const attrs = { ...shapes, pad, dilations: [2, 3], filterShape: filter.shape };
      const run = (name: string, tensors: tf.NamedTensorMap) =>
        tf.engine().runKernel(name, tensors, attrs) as tf.Tensor;
      return [
        run('DepthwiseConv2dNativeBackpropFilter', { x, dy }),
        run('DepthwiseConv2dNativeBackpropInput', { dy, filter }),
      ];
    });
    const spread = await on('cpu', () => {
      const { x, filter, dy } = inputs();
      const taps = filter.arraySync() as number[][][][];
      const zeros = taps[0]?.[0]?.map((channel) => channel.map(() => 0));
      const wider = tf.tensor(
        Array.from({ length: 5 }, (_, i) =>
          Array.from({ length: 4 }, (_, j) =>
            i % 2 === 0 && j % 3 === 0 ? taps[i / 2]?.[j / 3] : zeros,
          ),
        ) as number[][][][],
      );
      const attrs = { ...shapes, pad, dilations: [1, 1], filterShape: wide };
      const run = (name: string, tensors: tf.NamedTensorMap) =>
        tf.engine().runKernel(name, tensors, attrs) as tf.Tensor;
      const gradient = run('DepthwiseConv2dNativeBackpropFilter', { x, dy });
      return [
        tf.gather(tf.gather(gradient, [0, 2, 4], 0), [0, 3], 1),
        run('DepthwiseConv2dNativeBackpropInput', { dy, filter: wider }),
      ];
    });
    dilated.forEach((tensor, i) => {
      const want = spread[i] as tf.Tensor;
      expect(tensor.shape).toEqual(want.shape);
      const largest = tf.max(tf.abs(tf.sub(tensor, want))).dataSync()[0];
      expect(largest).toBeLessThan(1e-4);
    });
  });
});

describe('gradients of maxPool', () => {
  // Windows apart, side by side and one over the other, at the edge and beyond it.
  // biome-ignore format: a table of [input], window, stride, padding
  test.each<[number[], Stride, Stride, Pad]>([
    [[2, 6, 8, 3], 2, 2, 'valid'],
    [[2, 7, 5, 3], 2, 2, 'same'],
    [[2, 7, 5, 3], 3, 1, 'same'],
    [[1, 9, 8, 2], [2, 3], [1, 2], 'valid'],
    [[2, 8, 8, 1], 2, 3, 'valid'],
    [[2, 6, 5, 2], 3, 2, 1],
    [[64, 28, 28, 8], 2, 2, 'valid'],
  ])('x %j, window %j, stride %j, padding %j', async (input, window, stride, pad) => {
    await expectAgreement(() =>
      gradients((x) => tf.maxPool(x as tf.Tensor4D, window, stride, pad as 'same'), [numbers(input, 1)]),
    );
    // Many equal maxima, as after a ReLU: the first of a window takes all.
    await expectAgreement(() =>
      gradients(
        (x) => tf.maxPool(tf.relu(x) as tf.Tensor4D, window, stride, pad as 'same'),
        [tf.tidy(() => tf.round(tf.sub(numbers(input, 1), 1)))],
      ),
    );
  });
});

describe('gradients of other ops built on the same kernels', () => {
  it('conv1d', async () => {
    await expectAgreement(() =>
      gradients(
        (x, f) => tf.conv1d(x as tf.Tensor3D, f as tf.Tensor3D, 2, 'same'),
        [numbers([9, 33, 5], 1), numbers([4, 5, 7], 2)],
      ),
    );
  });

  it.each([1, 2])('conv2dTranspose, stride %d', async (stride) => {
    await expectAgreement(() =>
      gradients(
        (x, f) => {
          const shape: [number, number, number, number] = [4, 7 * stride, 5 * stride, 6];
          return tf.conv2dTranspose(x as tf.Tensor4D, f as tf.Tensor4D, shape, stride, 'same');
        },
        [numbers([4, 7, 5, 8], 1), numbers([5, 5, 6, 8], 2)],
      ),
    );
  });

  it('separableConv2d', async () => {
    await expectAgreement(() =>
      gradients(
        (x, d, p) => {
          const [input, depthwise, pointwise] = [x, d, p] as tf.Tensor4D[];
          return tf.separableConv2d(
            input as tf.Tensor4D,
            depthwise as tf.Tensor4D,
            pointwise as tf.Tensor4D,
            1,
            'same',
          );
        },
        [numbers([8, 9, 7, 3], 1), numbers([3, 3, 3, 2], 2), numbers([1, 1, 6, 10], 4)],
      ),
    );
  });

  // Index 2 twice, index 1 never.
  it.each([0, 1])('gather along axis %d', async (axis) => {
    const at = () => tf.tensor1d([2, 0, 3, 2], 'int32');
    await expectAgreement(() =>
      gradients((x) => tf.gather(x, at(), axis), [numbers([4, 5, 3], 1)]),
    );
  });
});
