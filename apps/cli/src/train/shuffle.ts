import type { RandomStream } from '@nadir/core';
import { threefry } from '@nadir/core';

/** The integers from 0 to `length` − 1 in random order: another one for each epoch. */
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
