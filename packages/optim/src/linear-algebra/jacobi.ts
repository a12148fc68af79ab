import {
  abs,
  add,
  div,
  equal,
  execute,
  max,
  mul as multiply,
  sign,
  sqrt,
  square,
  sub as subtract,
  trace,
  where,
} from '@nadir/core';
import {
  clone,
  dispose,
  expandDims,
  eye,
  gather,
  mul,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { pairings } from './pairings.js';

/**
 * Eigenvalues of a symmetric matrix, and eigenvectors as columns, by Jacobi's rotations.
 *
 * All pairs of a round are turned at once, and each round is a few operations on the whole matrix. Nothing is read
 * back, so the sweeps are as many as float32 needs: they converge quadratically.
 *
 * Source: Golub & Van Loan, Matrix Computations, 4th edition, 8.5.
 */
export function jacobi(matrix: Tensor): { values: Tensor; vectors: Tensor } {
  const [size] = matrix.shape as [number];
  const unit = eye(size);
  const rounds = pairings(size).map(({ partners, sides }) => ({
    partners: tensor1d([...partners], 'int32'),
    sides: tensor1d([...sides]),
  }));
  let now = { a: clone(matrix), vectors: clone(unit) as Tensor };
  const sweeps = 6 + Math.ceil(Math.log2(size) / 2);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const { partners, sides } of rounds) {
      const next = tidy(() => {
        const { cosines, sines } = anglesOf(now.a, unit, partners, sides);
        const turn = (x: Tensor, axis: 0 | 1) =>
          sub(
            mul(x, expandDims(cosines, 1 - axis)),
            mul(gather(x, partners, axis), expandDims(sines, 1 - axis)),
          );
        return { a: turn(turn(now.a, 1), 0), vectors: turn(now.vectors, 1) };
      });
      dispose(now);
      now = next;
    }
  }
  return { values: sum(mul(now.a, unit), 0), vectors: now.vectors };
}

function anglesOf(a: Tensor, unit: Tensor, partners: Tensor1D, sides: Tensor) {
  const own = sum(mul(a, unit), 0);
  // The same number for both of a pair, whatever rounding has made of the two elements: both turn by one angle.
  const element = sum(mul(a, gather(unit, partners)), 1);
  const tensors = {
    ...{ own, sides, element },
    ...{ other: gather(own, partners), mirrored: gather(element, partners) },
  };
  return execute(angles, { tensors, scalars: {} }) as { cosines: Tensor; sines: Tensor };
}

/** The smaller of the two angles that make an element beside the diagonal zero. */
const angles = trace(
  { name: 'angles', tensors: ['own', 'other', 'element', 'mirrored', 'sides'], scalars: [] },
  ({ own, other, element, mirrored, sides }) => {
    const twice = add(element, mirrored);
    const gap = subtract(other, own);
    const size = add(abs(gap), sqrt(add(square(gap), square(twice))));
    // Squares vanish before numbers do.
    const divisor = max(max(size, abs(twice)), 1e-30);
    const direction = where(equal(gap, 0), sides, sign(gap));
    const tangent = div(multiply(direction, twice), divisor);
    const cosines = div(1, sqrt(add(1, square(tangent))));
    return { cosines, sines: multiply(tangent, cosines) };
  },
);
