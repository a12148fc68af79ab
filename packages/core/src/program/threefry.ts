/** Distances of the rotations, used round after round in turn (Salmon et al. 2011, table 2). */
export const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Number of rounds; a part of the key is mixed in after every fourth. */
export const rounds = 20;

/** Constant of the key schedule, which keeps a key of zeros from being a fixed point. */
export const parity = 0x1bd11bda;

/**
 * Threefry-2x32-20: two 32-bit words from a key and a counter of two words each.
 *
 * Paper: Salmon et al., SC 2011, https://doi.org/10.1145/2063384.2063405
 */
export function threefry(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
): [number, number] {
  const keys = [key0, key1, key0 ^ key1 ^ parity];
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let round = 0; round < rounds; round++) {
    const distance = rotations[round % 8] as number;
    x = (x + y) | 0;
    y = ((y << distance) | (y >>> (32 - distance))) ^ x;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x = (x + (keys[injection % 3] as number)) | 0;
      y = (y + (keys[(injection + 1) % 3] as number) + injection) | 0;
    }
  }
  return [x >>> 0, y >>> 0];
}
