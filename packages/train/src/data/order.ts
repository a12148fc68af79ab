import { threefry } from '@nadir/core';

/**
 * The integers from 0 to `length` − 1 in an order that stream and epoch determine, alike on every machine: Fisher–Yates by
 * Threefry.
 *
 * @param stream Whose random numbers are drawn.
 * @param epoch An integer in [0, 2³²).
 */
export function shuffledOrder(
  length: number,
  { key, stream }: { readonly key: number; readonly stream: number },
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
