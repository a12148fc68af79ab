/** Random numbers, drawn one after the other. */
export interface Random {
  /** A number in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** A number of the standard normal distribution. */
  normal(): number;
  /** The integers from 0 to `length` − 1 in random order. */
  permutation(length: number): Uint32Array;
}

/**
 * The numbers that belong to a seed and a stream, both unsigned 32-bit integers. Streams of one
 * seed are independent of each other: data come from stream 0, splits from stream 1.
 *
 * The bits are those of Threefry-2x32-20 with the key (seed, stream) and a counter that goes up by
 * one. `uniform` and `permutation` are exact on every engine. `normal` goes through `Math.log` and
 * `Math.cos`, whose last bit differs among engines.
 */
export function createRandom(seed: number, stream: number): Random {
  let counter = 0;
  const uniform = () => {
    const [high, low] = threefry([seed, stream], [counter++, 0]);
    return ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
  };
  return {
    uniform,
    // Box & Muller; 1 − u lies in (0, 1], so the logarithm is finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation(length) {
      const order = Uint32Array.from({ length }, (_, i) => i);
      for (let i = length - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        const moved = order[i] as number;
        order[i] = order[j] as number;
        order[j] = moved;
      }
      return order;
    },
  };
}

type Words = readonly [number, number];

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * Threefry-2x32 with 20 rounds: two words of 32 random bits for each key and counter.
 *
 * Paper: Salmon, Moraes, Dror & Shaw, SC 2011, https://doi.org/10.1145/2063384.2063405
 */
export function threefry(key: Words, counter: Words): Words {
  const keys = [...key, 0x1bd11bda ^ key[0] ^ key[1]] as const;
  let a = (counter[0] + key[0]) | 0;
  let b = (counter[1] + key[1]) | 0;
  for (let round = 1; round <= 20; round++) {
    const bits = rotations[(round - 1) % 8] as number;
    a = (a + b) | 0;
    b = ((b << bits) | (b >>> (32 - bits))) ^ a;
    if (round % 4 === 0) {
      const turn = round / 4;
      a = (a + (keys[turn % 3] as number)) | 0;
      b = (b + (keys[(turn + 1) % 3] as number) + turn) | 0;
    }
  }
  return [a >>> 0, b >>> 0];
}
