import { vectorBytes } from '@nadir/simd';
import { describe, expect, test } from 'vitest';
import { Arena, arenaOf, scratchArena, scratchBytes } from './arena.js';

describe('an arena', () => {
  test('holds an array of zeros for each size, behind its scratch space', () => {
    const { arrays } = new Arena([3, 0, 1, 100_000]);
    expect(arrays.map((array) => array.length)).toEqual([3, 0, 1, 100_000]);
    expect(arrays.every((array) => array.byteOffset >= scratchBytes)).toBe(true);
    expect(arrays.every((array) => array.every((x) => x === 0))).toBe(true);
  });

  test('lets no two arrays share a vector, and begins each with one', () => {
    const { arrays, buffer } = new Arena([1, 4, 5, 8, 2, 16_384]);
    let end = scratchBytes;
    for (const array of arrays) {
      expect(array.byteOffset % vectorBytes).toBe(0);
      expect(array.byteOffset).toBeGreaterThanOrEqual(end);
      end = array.byteOffset + Math.ceil(array.byteLength / vectorBytes) * vectorBytes;
    }
    expect(end).toBeLessThanOrEqual(buffer.byteLength);
  });

  test('is found from each of its arrays and views of them, and from no other', () => {
    const [one, two] = [new Arena([4, 4]), new Arena([4])];
    for (const array of one.arrays) expect(arenaOf(array)).toBe(one);
    expect(arenaOf((one.arrays[0] as Float32Array).subarray(1, 2))).toBe(one);
    expect(arenaOf(two.arrays[0] as Float32Array)).toBe(two);
    expect(arenaOf(new Float32Array(4))).toBeUndefined();
  });

  test('without arrays is made once', () => {
    expect(scratchArena()).toBe(scratchArena());
    expect(scratchArena().arrays).toEqual([]);
  });
});
