import { threefry } from '@nadir/core';

/** Stream of the draws that order examples: one that no layer of a model has under the same seed. */
const stream = 0xffff_ffff;

/** The integers from 0 to `length` − 1 in an order that seed and epoch determine, alike on every machine. */
export function shuffledOrder(length: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const [bits] = threefry(seed, stream, i, epoch);
    const j = Math.floor((bits / 2 ** 32) * (i + 1));
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
  return order;
}
