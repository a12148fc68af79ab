import { type RandomDraw, threefry } from '@nadir/core';

/**
 * The integers below n in random order, made on the host by the shuffle of Fisher and Yates. It takes the
 * elements of a draw from `first` on, one for each integer.
 */
export function permutation(
  n: number,
  { key, stream, step }: RandomDraw,
  first: number,
): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const [word] = threefry(key, stream, first + i, step);
    const j = Math.floor((word / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}
