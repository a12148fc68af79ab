import { call, type Expr, type NumberArray, type TensorOp } from '@nadir/core';
import { broadcastTo, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Which axis of a parameter counts its units, the neurons or filters of a layer. */
export type UnitAxis = 'first' | 'last';

/** The sum over the elements of each unit, in the place of each of its elements. Only for rank ≥ 2. */
export const unitSums = (x: Expr, axis: UnitAxis): Expr => call(operations[axis], [x]).sums;

const operations = { first: sumsAlong('first'), last: sumsAlong('last') };

function sumsAlong(axis: UnitAxis) {
  return {
    name: `sums of units along the ${axis} axis`,
    results: { sums: 'float32' },
    run([x]) {
      const { shape } = x as Tensor;
      const unit = axis === 'first' ? 0 : shape.length - 1;
      const others = shape.map((_, i) => i).filter((i) => i !== unit);
      return { sums: broadcastTo(sum(x as Tensor, others, true), shape) };
    },
    interpret([x]) {
      const { shape, values } = x as NumberArray;
      const units = (axis === 'first' ? shape[0] : shape.at(-1)) as number;
      const unitOf = (i: number): number =>
        axis === 'first' ? Math.floor(i / (values.length / units)) : i % units;
      const sums = new Float64Array(units);
      values.forEach((value, i) => {
        sums[unitOf(i)] = (sums[unitOf(i)] as number) + value;
      });
      return { sums: { shape, values: values.map((_, i) => sums[unitOf(i)] as number) } };
    },
  } as const satisfies TensorOp;
}
