import {
  cast,
  equal,
  eye,
  gather,
  greater,
  less,
  logicalAnd,
  logicalOr,
  range,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * The permutation matrix that sorts numbers: with a 1 in row i and column k where number i is the k-th largest. Of
 * equal numbers the earlier comes first.
 *
 * Each counts those before it, because the sorting operations of TensorFlow.js read numbers back.
 */
export function descending(numbers: Tensor): Tensor {
  const [size] = numbers.shape as [number];
  const [own, other] = [reshape(numbers, [size, 1]), reshape(numbers, [1, size])];
  const places = range(0, size);
  const earlier = greater(reshape(places, [size, 1]), places);
  const isAfter = logicalOr(less(own, other), logicalAnd(equal(own, other), earlier));
  // Rows of the unit matrix: on WebGL what `equal` gives has ones beyond its last row and column, where a product of
  // matrices of odd size reads on.
  return gather(eye(size), cast(sum(cast(isAfter, 'float32'), 1), 'int32'));
}

/** The same in plain JavaScript: which number is the largest, which the next, and so on. */
export const descendingOrder = (numbers: Float64Array): number[] =>
  [...numbers.keys()].sort((a, b) => (numbers[b] as number) - (numbers[a] as number));
