import { call, OptionError } from '@nadir/core';
import { type Constraint, checkFinite, describe } from '@nadir/core/internal';
import { matMul, mul, relu, sub, type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { dot, mapRows } from '../../linear-algebra/matrix.js';
import { unitLength } from '../../units/matrix-of-units.js';
import { unitOp } from '../../units/unit-op.js';
import { makeConstraint } from '../make-constraint.js';
import { type UnitRegularizerOptions, unitOptions } from '../options.js';

/** What is saved of a plane, beside its name. */
export interface SavedPlane extends UnitRegularizerOptions {
  readonly normal: readonly number[];
  readonly offset: number;
}

/** The projection onto the points x with ⟨a, x⟩ = b, or ≤ b: x ← x − e a / ‖a‖², e = ⟨a, x⟩ − b. */
export function affine(
  name: 'halfspace' | 'hyperplane',
  normal: readonly number[],
  offset: number,
  options: UnitRegularizerOptions,
): Constraint {
  checkNormal(name, normal);
  checkFinite(name, { offset }, 'offset');
  const shared = unitOptions(name, options);
  const a = Float64Array.from(normal);
  const squared = dot(a, a);
  const isOneSided = name === 'halfspace';
  const projection = unitOp(shared.units, {
    name,
    run(rows) {
      const column = tensor2d(Float32Array.from(a), [a.length, 1]);
      const excess = sub(matMul(rows, column), offset);
      const moved: Tensor = isOneSided ? relu(excess) : excess;
      return sub(rows, matMul(mul(moved, 1 / squared), column, false, true));
    },
    interpret: (rows) =>
      mapRows(rows, (row) => {
        const excess = dot(row, a) - offset;
        const moved = isOneSided ? Math.max(excess, 0) : excess;
        return row.map((x, i) => x - (moved * (a[i] as number)) / squared);
      }),
  });
  return makeConstraint(
    name,
    { normal: Array.from(normal), offset, ...shared },
    (w) => call(projection, [w]).value,
    (shape, where) => {
      const length = unitLength(shape, shared.units);
      if (length === a.length) return;
      throw new OptionError(
        `${where} [${shape}] with ${length} weights in a unit, expected the ${a.length} of the ` +
          `normal of its ${name}.`,
      );
    },
  );
}

function checkNormal(where: string, normal: unknown): void {
  const fits =
    Array.isArray(normal) && normal.every(Number.isFinite) && normal.some((x) => x !== 0);
  if (fits) return;
  throw new OptionError(
    `${where}.normal: got ${describe(normal)}, expected a list of finite numbers, not all 0.`,
  );
}
