import { abs, div, matMul, max, maximum, mul, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { eigenbasis, eigenbasisOf } from '../../linear-algebra/eigenbasis.js';
import {
  columnOf,
  dot,
  type Matrix,
  mapRows,
  product,
  transposed,
} from '../../linear-algebra/matrix.js';
import { rowNorms } from '../../units/norms.js';

/** A matrix W as the sum of σᵢ uᵢ vᵢᵀ. Of zeros among the singular values the vectors are any. */
interface SingularParts<Whole, Numbers> {
  /** The singular values σᵢ, as many as the smaller side of W is long. */
  readonly values: Numbers;
  /** The sum of fᵢ σᵢ uᵢ vᵢᵀ, of the shape of W. */
  combined(factors: Numbers): Whole;
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
export function singularPartsOf(matrix: Matrix): SingularParts<Matrix, Float64Array> {
  if (matrix.rows > matrix.columns) {
    const { values, combined } = singularPartsOf(transposed(matrix));
    return { values, combined: (factors) => transposed(combined(factors)) };
  }
  const u = eigenbasisOf(product(matrix, transposed(matrix)));
  const parts = product(transposed(u), matrix);
  return {
    values: columnOf(parts, (part) => Math.sqrt(dot(part, part))).values,
    combined(factors) {
      const scaled = mapRows(parts, (part, i) => part.map((x) => x * (factors[i] as number)));
      return product(u, scaled);
    },
  };
}
