import { findBackend, type NumberArray, type TensorOp } from '@nadir/core';
import { sizeOf } from '@nadir/core/internal';
import { abs, max, pad, reshape, slice, type Tensor, tensor, tile } from '@tensorflow/tfjs-core';

type Shape = readonly number[];

/** Elements that share one scale, in the order of rows, whatever the shape. */
const blockSize = 256;

/** Number of blocks of a tensor, the last of which may be shorter. */
export const blocksOf = (shape: Shape): number => Math.ceil(sizeOf(shape) / blockSize);

/** One number for each block, given to all its elements. */
export const spreadOver = (shape: Shape) =>
  ({
    name: 'spreadOver',
    results: { spread: 'float32' },
    run: ([scale]) => ({ spread: spread(scale as Tensor, shape) }),
    interpret: ([scale]) => ({ spread: spreadNumbers(scale as NumberArray, shape) }),
  }) as const satisfies TensorOp;

/** The largest |x| of each block, also given to all its elements. */
export const largestIn = (shape: Shape) =>
  ({
    name: 'largestIn',
    results: { scale: 'tensor', spread: 'float32' },
    run([x]) {
      const scale = largest(x as Tensor);
      return { scale, spread: spread(scale, shape) };
    },
    interpret([x]) {
      const scale = largestNumbers(x as NumberArray);
      return { scale, spread: spreadNumbers(scale, shape) };
    },
  }) as const satisfies TensorOp;

function spread(scale: Tensor, shape: Shape): Tensor {
  if (areArrays()) return tensorOf(spreadNumbers(arrayOf(scale), shape));
  const rows = tile(reshape(scale, [scale.size, 1]), [1, blockSize]);
  return reshape(slice(reshape(rows, [rows.size]), 0, sizeOf(shape)), [...shape]);
}

function largest(x: Tensor): Tensor {
  if (areArrays()) return tensorOf(largestNumbers(arrayOf(x)));
  const blocks = blocksOf(x.shape);
  const whole = pad(reshape(x, [x.size]), [[0, blocks * blockSize - x.size]]);
  return max(abs(reshape(whole, [blocks, blockSize])), 1);
}

function spreadNumbers(scale: NumberArray, shape: Shape): NumberArray {
  const values = zerosLike(scale.values, sizeOf(shape));
  scale.values.forEach((one, block) => {
    values.fill(one, block * blockSize, (block + 1) * blockSize);
  });
  return { shape, values };
}

function largestNumbers({ shape, values }: NumberArray): NumberArray {
  const scale = zerosLike(values, blocksOf(shape));
  for (let block = 0; block < scale.length; block++) {
    const end = Math.min((block + 1) * blockSize, values.length);
    let largest = 0;
    for (let i = block * blockSize; i < end; i++) {
      largest = Math.max(largest, Math.abs(values[i] as number));
    }
    scale[block] = largest;
  }
  return { shape: [scale.length], values: scale };
}

/** Zeros in the precision of other numbers. */
const zerosLike = (values: NumberArray['values'], length: number): NumberArray['values'] =>
  values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);

/** Whether a loop over an array takes the place of ordinary ops, whose pad and tile take twenty times as long. */
const areArrays = (): boolean => findBackend()?.hostTensors === true;

const arrayOf = (x: Tensor): NumberArray => ({ shape: x.shape, values: x.dataSync<'float32'>() });

const tensorOf = ({ shape, values }: NumberArray): Tensor => tensor(values, [...shape]);
