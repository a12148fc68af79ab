import { threefry } from '@nadir/core';

/**
 * Random numbers of mean 0 and variance 1, nearly normal. They are the same in every engine, bit for bit, so that a
 * figure drawn at the build is the one that comes alive.
 */
export function noise(seed: number, length: number): number[] {
  return Array.from({ length }, (_, i) => {
    const words = [...threefry(seed, 0, i, 0), ...threefry(seed, 0, i, 1)];
    // Four uniform numbers: their sum has mean 2 and variance 4 / 12.
    const sum = words.reduce((total, word) => total + word / 2 ** 32, 0);
    return (sum - 2) * Math.sqrt(3);
  });
}
