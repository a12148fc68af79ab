import type { NumberArray, TensorOp } from '@nadir/core';
import { div, matMul, maximum, norm, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { combine } from './combine.js';
import { arrayOf, combination, frobenius, matrixOf, product, transposed } from './matrix.js';

/**
 * A matrix with its singular vectors, and all its singular values near 1: for X = U Σ Vᵀ about U Vᵀ.
 *
 *     X ← X / max(‖X‖, ε)
 *     X ← a X + (b X Xᵀ + c (X Xᵀ)²) X        as many times as `steps` tells
 *
 * A singular value σ goes to a σ + b σ³ + c σ⁵ each time. It is computed in float32, with the smaller of
 * the two dimensions as that of X Xᵀ.
 *
 * Sources: Jordan et al., 2024, https://kellerjordan.github.io/posts/muon/; `torch.optim.Muon`, which does it in
 * bfloat16.
 */
export const newtonSchulz = {
  name: 'newtonSchulz',
  results: { orthogonal: 'float32' },

  run([given], { a = 0, b = 0, c = 0, steps = 0, epsilon = 0 }) {
    const matrix = given as Tensor;
    const [rows, columns] = matrix.shape as [number, number];
    const turn = (one: Tensor) => (rows > columns ? transpose(one) : one);
    let x = turn(div(matrix, maximum(norm(matrix), epsilon)));
    for (let k = 0; k < steps; k++) {
      const gram = matMul(x, x, false, true);
      const polynomial = combine(b, gram, c, matMul(gram, gram));
      x = combine(a, x, 1, matMul(polynomial, x));
    }
    return { orthogonal: turn(x) };
  },

  interpret([given], { a = 0, b = 0, c = 0, steps = 0, epsilon = 0 }) {
    const matrix = matrixOf(given as NumberArray);
    const turn = matrix.rows > matrix.columns ? transposed : <T>(one: T) => one;
    const size = Math.max(frobenius(matrix), epsilon);
    let x = turn({ ...matrix, values: matrix.values.map((one) => one / size) });
    for (let k = 0; k < steps; k++) {
      const gram = product(x, transposed(x));
      const polynomial = combination(b, gram, c, product(gram, gram));
      x = combination(a, x, 1, product(polynomial, x));
    }
    return { orthogonal: arrayOf(turn(x)) };
  },
} as const satisfies TensorOp;
