import { threefry } from '@nadir/core';
import type { RandomStream } from '@nadir/core/internal';

/** Standardised features and the targets that belong to them. */
export interface Examples {
  readonly features: Float32Array;
  readonly targets: Float64Array;
}

/** The integers from 0 to `length` − 1 in an order that the stream and the epoch determine. */
export function shuffled(
  length: number,
  { key, stream }: RandomStream,
  epoch: number,
): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const [bits] = threefry(key, stream, i, epoch);
    const j = Math.floor((bits / 2 ** 32) * (i + 1));
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
  return order;
}

/** The examples of some rows. */
export function batchOf({ features, targets }: Examples, rows: Uint32Array): Examples {
  const width = features.length / targets.length;
  const chosen = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    chosen.set(features.subarray(row * width, (row + 1) * width), i * width);
  });
  return { features: chosen, targets: Float64Array.from(rows, (row) => targets[row] as number) };
}
