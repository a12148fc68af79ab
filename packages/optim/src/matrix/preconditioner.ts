import { call, type Expr, matrix } from '@nadir/core';
import type { SlotDeclaration } from '@nadir/core/internal';
import { dimensionsOf } from '../linear-algebra/dimensions.js';
import { inverseRoot } from '../linear-algebra/inverse-root.js';
import { moveGram } from '../linear-algebra/move-gram.js';
import { multiplyDimensions } from '../linear-algebra/multiply-dimensions.js';
import { bounded } from '../transforms/bounded.js';

/** How large matrices may become, and how often their roots are computed. */
interface PreconditionerSizes {
  readonly preconditionFrequency: number;
  readonly maxPreconditionerDim: number;
}

type Name = `statistics${number}` | `root${number}`;

/** For each dimension its statistics, and its root where that is not computed at each step. */
export function preconditionerSlots(
  { preconditionFrequency, maxPreconditionerDim }: PreconditionerSizes,
  shape: readonly number[],
): Readonly<Record<Name, SlotDeclaration<'tensor'>>> {
  const named = dimensionsOf(shape, maxPreconditionerDim).flatMap((d) => {
    const square = matrix([shape[d] ?? 1, shape[d] ?? 1]);
    const root = preconditionFrequency > 1 ? [[`root${d}`, square] as const] : [];
    return [[`statistics${d}`, square] as const, ...root];
  });
  return Object.fromEntries(named);
}

/** The numbers of step t by which statistics move, and their roots are computed. */
export const preconditionerNumbers = (
  o: Omit<PreconditionerSizes, 'maxPreconditionerDim'> & { beta2: number; epsilon: number },
  t: number,
) => ({
  keep: o.beta2,
  gain: o.beta2 === 1 ? 1 : 1 - o.beta2,
  scale: o.beta2 === 1 ? 1 : 1 / (1 - o.beta2 ** t),
  epsilon: o.epsilon,
  due: (t - 1) % o.preconditionFrequency === 0 ? 1 : 0,
});

/**
 * x with each dimension multiplied by the inverse root of the statistics that gradients have across it, and these
 * matrices after the gradient of this step.
 */
export function precondition(
  x: Expr,
  tensors: Readonly<{ grad: Expr } & Record<Name, Expr<'tensor'>>>,
  scalars: Readonly<Record<keyof ReturnType<typeof preconditionerNumbers>, Expr>>,
  { preconditionFrequency, maxPreconditionerDim }: PreconditionerSizes,
  shape: readonly number[],
): { direction: Expr; matrices: Partial<Record<Name, Expr<'tensor'>>> } {
  const { keep, gain, scale, epsilon, due } = scalars;
  const dimensions = dimensionsOf(shape, maxPreconditionerDim);
  const next = dimensions.map((d) => {
    const before = tensors[`statistics${d}`] as Expr<'tensor'>;
    const { gram } = call(moveGram(d), [bounded(tensors.grad), before], { keep, gain });
    // Where there are no roots to keep, they are due at each step.
    const last = tensors[`root${d}`] ?? gram;
    const p = 2 * dimensions.length;
    return { d, gram, ...call(inverseRoot, [gram, last], { p, scale, epsilon, due }) };
  });
  const roots = next.map(({ root }) => root);
  const matrices = next.flatMap(({ d, gram, root }) => [
    [`statistics${d}`, gram] as const,
    ...(preconditionFrequency > 1 ? [[`root${d}`, root] as const] : []),
  ]);
  return {
    direction:
      roots.length === 0 ? x : call(multiplyDimensions(dimensions), [x, ...roots]).multiplied,
    matrices: Object.fromEntries(matrices),
  };
}
