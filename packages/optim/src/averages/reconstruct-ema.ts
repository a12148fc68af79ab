import { add, execute, mul, OptionError, type StateDict, StateError, trace } from '@nadir/core';
import {
  checkInteger,
  checkNames,
  copyOf,
  describe,
  makeSlots,
  settle,
} from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';
import { checkWidth, isWidth } from '../schedules/averaging/power-function-decay.js';
import { combination, type Profile } from './profile.js';
import { checkKind, countIn } from './saved.js';

/** Options of {@link reconstructEma}. */
export interface ReconstructEmaOptions {
  /** Width of the average wanted, in (0, 1/√12]. */
  width: number;
  /** Number of updates after which it is wanted, an integer ≥ 1. Default: those of the last snapshot. */
  at?: number;
}

/**
 * The average of any width, from snapshots of a {@link PostHocEma}.
 *
 *     θ̄ = Σ xᵢ θ̄ᵢ,     A x = b,     Aᵢⱼ = ⟨pᵢ, pⱼ⟩,     bᵢ = ⟨pᵢ, p⟩
 *
 * pᵢ are the profiles of the averages in the snapshots, p that of the average wanted; x is scaled so
 * that it adds up to 1. Three dozen snapshots of the widths 0.05 and 0.1 give every average from about
 * 0.03 to 0.15 to a thousandth of what training moves, and one of 0.25 to a percent.
 *
 * @param snapshots What `stateDict()` of one `PostHocEma` gave after different numbers of updates.
 * @returns Tensors by the name of the parameter, which the caller disposes of. Pass them to
 * `model.loadStateDict(weights, { strict: false })`: buffers are not among them.
 * @throws {@link OptionError} when an option leaves its range, or there is no snapshot;
 * {@link StateError} when the snapshots are none, or do not belong together.
 * @example
 * ```ts
 * const weights = reconstructEma(snapshots, { width: 0.15 });
 * model.loadStateDict(weights, { strict: false });
 * ```
 */
export function reconstructEma(
  snapshots: readonly StateDict[],
  options: ReconstructEmaOptions,
): Record<string, Tensor> {
  const where = 'reconstructEma';
  checkNames(where, options, ['width', 'at']);
  checkWidth(`${where}.width`, options.width);
  const averages = averagesIn(where, snapshots);
  const { width, at = Math.max(...averages.map(({ profile }) => profile.end)) } = options;
  checkInteger(where, { at }, 1, 'at');
  const factors = combination(
    averages.map(({ profile }) => profile),
    { end: at, width },
  );
  const names = [...(averages[0] as SavedAverage).weights.keys()];
  return Object.fromEntries(
    names.map((name) => {
      const values = averages.map(({ weights }) => weights.get(name) as Tensor);
      return [name, weightedSum(values, factors)];
    }),
  );
}

/** One of the averages in a snapshot. */
interface SavedAverage {
  readonly profile: Profile;
  /** By the name of the parameter. */
  readonly weights: ReadonlyMap<string, Tensor>;
}

/** The averages in all snapshots, with the same names and shapes in the same order. */
function averagesIn(where: string, snapshots: readonly StateDict[]): SavedAverage[] {
  if (!Array.isArray(snapshots) || snapshots.length === 0) {
    throw new OptionError(
      `${where}.snapshots: got ${describe(snapshots)}, expected a list of at least one snapshot.`,
    );
  }
  const ends = new Set<number>();
  const averages = snapshots.flatMap(({ tensors, metadata }: StateDict) => {
    checkKind(where, metadata.kind, 'post-hoc');
    const end = countIn(where, metadata.count);
    if (end === 0 || ends.has(end)) {
      throw new StateError(
        `${where}: got ${end === 0 ? 'a snapshot' : 'two snapshots'} after ${end} updates, expected ` +
          'each after another number, from 1 on.',
      );
    }
    ends.add(end);
    return (metadata.widths ?? '').split(' ').map((width, i): SavedAverage => {
      const prefix = `${i}.`;
      const named = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
      return {
        profile: { end, width: widthIn(where, width) },
        weights: new Map(named.map(([name, tensor]) => [name.slice(prefix.length), tensor])),
      };
    });
  });
  for (const { weights } of averages) checkAlike(where, averages[0] as SavedAverage, weights);
  return averages;
}

function widthIn(where: string, text: string): number {
  const width = text === '' ? Number.NaN : Number(text);
  if (isWidth(width)) return width;
  throw new StateError(
    `${where}: got the width ${describe(text)} in a snapshot, expected a number in (0, 1/√12].`,
  );
}

function checkAlike(
  where: string,
  { weights: first }: SavedAverage,
  weights: ReadonlyMap<string, Tensor>,
): void {
  const written = (tensors: ReadonlyMap<string, Tensor>) =>
    [...tensors].map(([name, { dtype, shape }]) => `"${name}" ${dtype} [${shape}]`).sort();
  const [got, expected] = [written(weights), written(first)];
  const isFloat = [...weights.values()].every(({ dtype }) => dtype === 'float32');
  if (got.length > 0 && isFloat && got.join() === expected.join()) return;
  throw new StateError(
    `${where}: got ${got.join(', ') || 'no tensors'} in a snapshot, expected ` +
      `${expected.join(', ') || 'tensors'} of float32, as in the first.`,
  );
}

const addProgram = trace(
  { name: 'add scaled', tensors: ['total', 'value'], scalars: ['factor'] },
  ({ total, value, factor }) => ({ total: add(total, mul(factor, value)) }),
);

/** Σ factors[i] · values[i], a new tensor. */
function weightedSum(values: readonly Tensor[], factors: readonly number[]): Tensor {
  const [zeros] = makeSlots([(values[0] as Tensor).shape]);
  const total = values.reduce((total, value, i) => {
    const outputs = execute(addProgram, {
      tensors: { total, value },
      scalars: { factor: factors[i] as number },
      owned: ['total'],
    });
    return settle(total, outputs.total);
  }, zeros as Tensor);
  const sum = copyOf(total);
  total.dispose();
  return sum;
}
