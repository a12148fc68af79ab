// The gradients of the cpu backend of TensorFlow.js are the reference: plain loops in float64 sums.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { registerTraining } from './index.js';

const wasmBinary = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
let before: string[];
let registered: string[];

const hasKernel = (name: string) => tf.getKernel(name, 'wasm') != null;

beforeAll(async () => {
  setWasmPaths(`${dirname(wasmBinary)}/`);
  await tf.setBackend('wasm');
  before = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
  registered = registerTraining();
  // The engine then throws when a kernel leaves a tensor behind.
  tf.env().set('IS_TEST', true);
});
afterAll(() => tf.env().set('IS_TEST', false));

/** How many tensors there are, and buffers on the backend that is set. */
function held(): number[] {
  return [tf.memory().numTensors, (tf.backend() as tf.KernelBackend).numDataIds()];
}

/** Runs `compute` on one backend and reads what it gives; nothing may be left behind. */
async function on(name: string, compute: () => tf.Tensor[]): Promise<tf.Tensor[]> {
  await tf.setBackend(name);
  const before = held();
  const results = tf.tidy(compute);
  const read = results.map((tensor) => ({ shape: tensor.shape, values: tensor.dataSync() }));
  tf.dispose(results);
  expect(held()).toEqual(before);
  await tf.setBackend('cpu');
  return read.map(({ shape, values }) => tf.tensor(values, shape));
}

/** Holds `wasm` against `cpu`, to 1e-4 of the largest element: sums of thousands of products. */
async function expectAgreement(compute: () => tf.Tensor[]): Promise<void> {
  const given = await on('wasm', compute);
  const expected = await on('cpu', compute);
  expect(given.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  expected.forEach((tensor, which) => {
    const want = [...tensor.dataSync()];
    const have = [...(given[which] as tf.Tensor).dataSync()];
    const scale = want.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
    const wrong = want.findIndex(
      (value, i) => !(Math.abs(value - (have[i] as number)) <= 1e-4 * scale),
    );
    const found = wrong < 0 ? undefined : { which, wrong, want: want[wrong], have: have[wrong] };
    expect(found).toBeUndefined();
  });
  tf.dispose([...given, ...expected]);
}

/** Numbers that differ from place to place, the same on each backend. */
function numbers(shape: number[], salt: number): tf.Tensor {
  const values = Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => Math.sin(12.9898 * (i + 1) + salt) * (1 + (i % 7) / 7),
  );
  return tf.tensor(values, shape);
}

type Pad = 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];
type Stride = number | [number, number];

/** Gradients of a function of tensors for an output gradient that is no constant. */
function gradients(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): tf.Tensor[] {
  const dy = numbers(f(...inputs).shape, 3);
  return tf.grads(f)(inputs, dy);
}

describe('registerTraining', () => {
  it('adds what the backend lacks, wraps what is slow there, and does so once', () => {
    const added = registered.filter((name) => !before.includes(name));
    expect(added.sort()).toEqual([
      'Conv2DBackpropFilter',
      'DepthwiseConv2dNativeBackpropFilter',
      'DepthwiseConv2dNativeBackpropInput',
      'UnsortedSegmentSum',
    ]);
    const wrapped = registered.filter((name) => before.includes(name));
    expect(wrapped.sort()).toEqual(['BatchMatMul', 'Conv2DBackpropInput', '_FusedMatMul']);
    expect(registered.every(hasKernel)).toBe(true);
    expect(registerTraining()).toEqual([]);
  });

  it('leaves a kernel alone that is already there', () => {
    const kernelName = 'UnsortedSegmentSum';
    const config = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig;
    const kernelFunc = () => [];
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({ ...config, kernelFunc });
    try {
      expect(registerTraining()).toEqual([]);
      expect(tf.getKernel(kernelName, 'wasm')?.kernelFunc).toBe(kernelFunc);
    } finally {
      tf.unregisterKernel(kernelName, 'wasm');
      tf.registerKernel(config);
    }
  });
});

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

describe('unsortedSegmentSum', () => {
  it('leaves out ids that name no segment, and sums nothing to zero', async () => {
    await tf.setBackend('wasm');
    const sums = tf.tidy(() => {
      const x = tf.tensor2d([[1, 2], [3, 4], [5, 6], [7, 8]]); // biome-ignore format: a matrix
      return tf.unsortedSegmentSum(x, tf.tensor1d([2, -1, 2, 4], 'int32'), 4).arraySync();
    });
    expect(sums).toEqual([[0, 0], [0, 0], [6, 8], [0, 0]]); // biome-ignore format: a matrix
  });

  it('sums integers, and an empty tensor', async () => {
    await tf.setBackend('wasm');
    tf.tidy(() => {
      const ids = tf.tensor1d([1, 1, 0], 'int32');
      const sums = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 2 ** 24 + 1], 'int32'), ids, 2);
      expect(sums.dtype).toBe('int32');
      expect([...sums.dataSync()]).toEqual([2 ** 24 + 1, 3]);
      const none = tf.unsortedSegmentSum(tf.zeros([0, 2]), tf.tensor1d([], 'int32'), 2);
      expect(none.arraySync()).toEqual([[0, 0], [0, 0]]); // biome-ignore format: a matrix
    });
  });

  it('refuses ids that do not match the first axis', async () => {
    await tf.setBackend('wasm');
    tf.tidy(() => {
      const ids = tf.tensor1d([0, 1], 'int32');
      expect(() => tf.unsortedSegmentSum(tf.ones([3, 2]), ids, 2)).toThrow(
        'UnsortedSegmentSum got ids [2] for x [3,2], expected ids [3].',
      );
    });
  });
});

describe('matMul', () => {
  const flags = [false, true].flatMap((a) => [false, true].map((b) => [a, b] as const));
  // Below and above the size from which operands are transposed, and with one of them a vector;
  // batches of both, of one only, of several axes, and of matrices too small to be taken alone.
  // biome-ignore format: a table of outer axes of a, of b, and [m, k, n]
  const sizes: [number[], number[], [number, number, number]][] = [
    [[], [], [3, 4, 5]],
    [[], [], [33, 65, 17]],
    [[], [], [1, 200, 100]],
    [[], [], [150, 130, 1]],
    [[1], [1], [33, 65, 17]],
    [[5], [5], [3, 4, 5]],
    [[5], [5], [33, 65, 17]],
    [[5], [1], [33, 65, 17]],
    [[1], [5], [33, 65, 17]],
    [[2, 3], [2, 3], [33, 65, 17]],
  ];
  test.each(sizes)(
    'of %j × %j matrices of sizes %j, transposed or not',
    async (outerA, outerB, [m, k, n]) => {
      for (const [transposeA, transposeB] of flags) {
        const a = transposeA ? [k, m] : [m, k];
        const b = transposeB ? [n, k] : [k, n];
        await expectAgreement(() => [
          tf.matMul(
            numbers([...outerA, ...a], 1),
            numbers([...outerB, ...b], 2),
            transposeA,
            transposeB,
          ),
        ]);
      }
    },
  );

  test('fused with a bias and an activation', async () => {
    for (const [transposeA, transposeB] of flags) {
      await expectAgreement(() => [
        tf.fused.matMul({
          a: numbers(transposeA ? [65, 33] : [33, 65], 1) as tf.Tensor2D,
          b: numbers(transposeB ? [17, 65] : [65, 17], 2) as tf.Tensor2D,
          transposeA,
          transposeB,
          bias: numbers([17], 3),
          activation: 'relu',
        }),
      ]);
    }
  });

  test('has the gradients of a batch', async () => {
    await expectAgreement(() =>
      gradients((a, b) => tf.matMul(a, b), [numbers([3, 33, 65], 1), numbers([3, 65, 17], 2)]),
    );
  });
});
