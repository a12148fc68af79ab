import { execute, square, sum, trace } from '@nadir/core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

const totalProgram = trace({ name: 'total', tensors: ['x'] }, ({ x }) => ({ total: sum(x) }));

const squaresProgram = trace({ name: 'totalOfSquares', tensors: ['x'] }, ({ x }) => ({
  total: sum(square(x)),
}));

/**
 * The sum over all elements, exact to float32 however many they are: some backends of TensorFlow.js add one float32
 * number after another, which after a million terms costs four digits. It has no gradient.
 */
export const total = (x: Tensor): Scalar =>
  execute(totalProgram, { tensors: { x } }).total as Scalar;

/** The sum of the squares of all elements, as {@link total}. */
export const totalOfSquares = (x: Tensor): Scalar =>
  execute(squaresProgram, { tensors: { x } }).total as Scalar;
