import { div, pad, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Terms that may be added one after another: their rounding stays in the last two digits of float32. */
const mostTerms = 512;

/** Terms of one partial sum. */
const blockSize = 64;

/**
 * The mean of the rows or columns of a matrix, with its axis kept. A long axis is added up in blocks, since some backends
 * add one float32 number after another: after 10⁵ terms three digits would be gone.
 */
export function meanOver(matrix: Tensor, axis: 0 | 1): Tensor {
  let partial = matrix;
  while ((partial.shape[axis] as number) > mostTerms) partial = blockSums(partial, axis);
  return div(sum(partial, axis, true), matrix.shape[axis] as number);
}

/** Sums of neighbours along an axis: of as many as divide its length, or of 64 with zeros behind the last. */
function blockSums(matrix: Tensor, axis: 0 | 1): Tensor {
  const length = matrix.shape[axis] as number;
  const divisor = divisorOf(length);
  const size = divisor < blockSize / 8 ? blockSize : divisor;
  const missing = Math.ceil(length / size) * size - length;
  const behind: [number, number][] = [
    [0, axis === 0 ? missing : 0],
    [0, axis === 1 ? missing : 0],
  ];
  const whole = missing === 0 ? matrix : pad(matrix, behind);
  const blocks = (length + missing) / size;
  const [rows, columns] = whole.shape as [number, number];
  const shape = axis === 0 ? [blocks, size, columns] : [rows, blocks, size];
  return sum(reshape(whole, shape), axis + 1);
}

/** The largest divisor of a length that is no larger than a block. */
function divisorOf(length: number): number {
  let divisor = blockSize;
  while (length % divisor !== 0) divisor--;
  return divisor;
}
