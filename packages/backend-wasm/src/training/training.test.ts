import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { expectAgreement, gradients, numbers, useWasm } from '../../test/agreement.js';
import { registerTraining } from './index.js';

let before: string[];
let registered: string[];

const hasKernel = (name: string) => tf.getKernel(name, 'wasm') != null;

beforeAll(async () => {
  await useWasm();
  before = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
  registered = registerTraining();
  // The engine then throws when a kernel leaves a tensor behind.
  tf.env().set('IS_TEST', true);
});
afterAll(() => tf.env().set('IS_TEST', false));

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
    expect(wrapped.sort()).toEqual([
      'BatchMatMul',
      'Conv2DBackpropInput',
      'Exp',
      'GatherV2',
      'Log',
      'Max',
      'MaxPoolGrad',
      'Mean',
      'Softmax',
      'SplitV',
      'Sum',
      'Tanh',
      '_FusedMatMul',
    ]);
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

describe('sums over the first axes', () => {
  // Also over others, over all, over one row, and of a tensor that ends within a vector.
  // biome-ignore format: a table of a shape and axes
  test.each<[number[], number[]]>([
    [[33, 17], [0]],
    [[5, 7, 3, 10], [0, 1, 2]],
    [[5, 7, 3, 10], [1, 0]],
    [[5, 7, 3, 10], [0, 2]],
    [[33, 17], [1]],
    [[33, 17], [0, 1]],
    [[1, 17], [0]],
    [[600, 70], [0]],
  ])('of %j over %j', async (shape, axes) => {
    for (const keepDims of [false, true]) {
      await expectAgreement(() => [tf.sum(numbers(shape, 1), axes, keepDims)]);
    }
  });
});

describe('split and gather', () => {
  // biome-ignore format: a table of a shape, sizes of parts and an axis
  test.each<[number[], number | number[], number]>([
    [[6, 12], 3, 1],
    [[6, 12], 2, 0],
    [[4, 6, 5], [1, 3, 2], 1],
    [[4, 6, 5], [2, -1], -1],
  ])('of %j into %j along %j', async (shape, parts, axis) => {
    await expectAgreement(() => tf.split(numbers(shape, 1), parts, axis));
  });

  it('rows by their numbers, of any shape', async () => {
    for (const indices of [
      tf.tensor1d([4, 0, 0, 2], 'int32'),
      tf.tensor2d([[1], [3]], [2, 1], 'int32'),
    ]) {
      const rows = await indices.data();
      await expectAgreement(() => [
        tf.gather(numbers([5, 7], 1), tf.tensor(rows, indices.shape, 'int32')),
        tf.gather(numbers([5, 2, 3], 1), tf.tensor(rows, indices.shape, 'int32')),
        tf.gather(numbers([3, 5], 1), tf.tensor(rows, indices.shape, 'int32'), 1),
      ]);
    }
  });

  it('refuses a row that is not there', async () => {
    await tf.setBackend('wasm');
    const gather = () => tf.tidy(() => tf.gather(tf.ones([3, 2]), tf.tensor1d([3], 'int32')));
    expect(gather).toThrow('the index value 3 is not in [0, 2]');
  });
});
