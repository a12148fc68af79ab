import { call, type Expr, matrix } from '@nadir/core';
import type { SlotDeclaration } from '@nadir/core/internal';
import { dimensionsOf } from '../linear-algebra/dimensions.js';
import { moveBasis } from '../linear-algebra/move-basis.js';
import { moveGram } from '../linear-algebra/move-gram.js';
import { multiplyDimensions } from '../linear-algebra/multiply-dimensions.js';
import { bounded } from '../transforms/bounded.js';

type Name = `statistics${number}` | `basis${number}`;
type Matrices = Partial<Record<Name, Expr<'tensor'>>>;

/** The dimensions of a parameter that have a basis: none of a vector or a number. */
export const basedDimensions = (shape: readonly number[], most: number): number[] =>
  shape.length < 2 ? [] : dimensionsOf(shape, most);

/** For each of the dimensions its statistics, and a basis that follows their eigenvectors. */
export function baseSlots(
  dimensions: readonly number[],
  shape: readonly number[],
): Readonly<Record<Name, SlotDeclaration<'tensor'>>> {
  const named = dimensions.flatMap((d) => {
    const square = matrix([shape[d] as number, shape[d] as number]);
    return [[`statistics${d}`, square] as const, [`basis${d}`, square] as const];
  });
  return Object.fromEntries(named);
}

/** x with each of the dimensions multiplied by the transpose of its basis, `'into'` the bases, or by it, `'out'` again. */
export function turn(
  x: Expr,
  to: 'into' | 'out',
  dimensions: readonly number[],
  matrices: Matrices,
): Expr {
  const bases = dimensions.map((d) => matrices[`basis${d}`] as Expr<'tensor'>);
  if (bases.length === 0) return x;
  return call(multiplyDimensions(dimensions, to === 'into'), [x, ...bases]).multiplied;
}

/**
 * Statistics with a gradient added, bases that have followed them, and a mean and a mean of squares that are kept
 * in these bases.
 */
export function moveBases(
  { m, v }: Readonly<Record<'m' | 'v', Expr>>,
  grad: Expr,
  dimensions: readonly number[],
  before: Matrices,
  { keep, gain, first, due }: Readonly<Record<'keep' | 'gain' | 'first' | 'due', Expr>>,
): { m: Expr; v: Expr } & Matrices {
  let means: { m: Expr; v: Expr } = { m, v };
  const matrices: Matrices = {};
  for (const d of dimensions) {
    const statistics = before[`statistics${d}`] as Expr<'tensor'>;
    const { gram } = call(moveGram(d), [bounded(grad), statistics], { keep, gain });
    const inputs = [gram, before[`basis${d}`] as Expr<'tensor'>, means.m, means.v];
    const { basis, ...turned } = call(moveBasis(d), inputs, { first, due });
    means = turned;
    matrices[`statistics${d}`] = gram;
    matrices[`basis${d}`] = basis;
  }
  return { ...means, ...matrices };
}
