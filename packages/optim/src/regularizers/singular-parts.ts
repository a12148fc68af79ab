import { dot, multiply, type Rows, rowNorms, transposed } from '@nadir/core/internal';
import { abs, div, matMul, max, maximum, mul, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { eigenbasis, eigenbasisOf } from '../linear-algebra/eigenbasis.js';
import { at, makeMatrix } from '../linear-algebra/matrix.js';

/** A matrix W as the sum of σᵢ uᵢ vᵢᵀ. Of zeros among the singular values the vectors are any. */
interface SingularParts<Matrix, Numbers> {
  /** The singular values σᵢ, as many as the smaller side of W is long. */
  readonly values: Numbers;
  /** The sum of fᵢ σᵢ uᵢ vᵢᵀ, of the shape of W. */
  combined(factors: Numbers): Matrix;
}

/**
 * The singular values of a matrix, `[size, 1]`, and what belongs to each.
 *
 * The smaller of W Wᵀ and Wᵀ W has the vectors of the smaller side, U, and Uᵀ W has rows of the lengths σᵢ. What is
 * below 3e-4 of the largest singular value is lost in the rounding of that product: vectors of singular values so
 * small are mixed with each other, though not with others. Nothing is read back from a device.
 */
export function singularParts(matrix: Tensor): SingularParts<Tensor, Tensor> {
  const [rows, columns] = matrix.shape as [number, number];
  if (rows > columns) {
    const { values, combined } = singularParts(transpose(matrix));
    return { values, combined: (factors) => transpose(combined(factors)) };
  }
  // Divided by its largest element, so that no square leaves the range of float32.
  const size = maximum(max(abs(matrix)), 1e-30);
  const even = div(matrix, size);
  const u = eigenbasis(matMul(even, even, false, true));
  const parts = matMul(u, even, true);
  return {
    values: mul(rowNorms(parts), size),
    combined: (factors) => mul(matMul(u, mul(parts, factors)), size),
  };
}

/** The same in plain JavaScript. */
export function singularPartsOf(matrix: Rows): SingularParts<Rows, Float64Array> {
  const columns = transposed(matrix);
  if (matrix.length > columns.length) {
    const { values, combined } = singularPartsOf(columns);
    return { values, combined: (factors) => transposed(combined(factors)) };
  }
  const n = matrix.length;
  const gram = makeMatrix(n, n, (i, j) =>
    dot(matrix[i] as Float64Array, matrix[j] as Float64Array),
  );
  const basis = eigenbasisOf(gram);
  const u = matrix.map((_, i) => Float64Array.from(matrix, (_, k) => at(basis, i, k)));
  const parts = multiply(transposed(u), matrix);
  return {
    values: Float64Array.from(parts, (part) => Math.sqrt(dot(part, part))),
    combined: (factors) =>
      multiply(
        u,
        parts.map((part, i) => part.map((x) => x * (factors[i] as number))),
      ),
  };
}
