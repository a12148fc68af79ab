import { abs, max, pad, reshape, slice, type Tensor, tile } from '@tensorflow/tfjs-core';
import type { NumberArray, TensorOp } from '../program/index.js';

type Shape = readonly number[];

/** Elements that share one scale, in the order of rows, whatever the shape. */
const blockSize = 256;

/** Number of elements of a tensor. */
export const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** Number of blocks of a tensor, the last of which may be shorter. */
export const blocksOf = (shape: Shape): number => Math.ceil(sizeOf(shape) / blockSize);

/** One number for each block, given to all its elements. */
export const spreadOver = (shape: Shape) =>
  ({
    name: 'spreadOver',
    results: { spread: 'float32' },
    run: ([scale]) => ({ spread: spread(scale as Tensor, shape) }),
    interpret: ([scale]) => ({ spread: spreadNumbers((scale as NumberArray).values, shape) }),
  }) as const satisfies TensorOp;

/** The largest |x| of each block, also given to all its elements. */
export const largestIn = (shape: Shape) =>
  ({
    name: 'largestIn',
    results: { scale: 'tensor', spread: 'float32' },
    run([x]) {
      const [size, blocks] = [sizeOf(shape), blocksOf(shape)];
      const flat = reshape(x as Tensor, [size]);
      const whole = pad(flat, [[0, blocks * blockSize - size]]);
      const scale = max(abs(reshape(whole, [blocks, blockSize])), 1);
      return { scale, spread: spread(scale, shape) };
    },
    interpret([x]) {
      const { values } = x as NumberArray;
      const scale = new Float64Array(blocksOf(shape));
      values.forEach((one, i) => {
        const block = Math.floor(i / blockSize);
        scale[block] = Math.max(scale[block] as number, Math.abs(one));
      });
      return {
        scale: { shape: [scale.length], values: scale },
        spread: spreadNumbers(scale, shape),
      };
    },
  }) as const satisfies TensorOp;

function spread(scale: Tensor, shape: Shape): Tensor {
  const rows = tile(reshape(scale, [scale.size, 1]), [1, blockSize]);
  return reshape(slice(reshape(rows, [rows.size]), 0, sizeOf(shape)), [...shape]);
}

function spreadNumbers(scale: NumberArray['values'], shape: Shape): NumberArray {
  const values = Float64Array.from(
    { length: sizeOf(shape) },
    (_, i) => scale[Math.floor(i / blockSize)] as number,
  );
  return { shape, values };
}
