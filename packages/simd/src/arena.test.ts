import { describe, expect, test } from 'vitest';
import { Arena, arenaOf, scratchArena, scratchBytes } from './arena.js';
import { vectorBytes } from './loop.js';

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

  test('has an intake of the size asked for', () => {
    expect(new Arena([5]).intake.array).toHaveLength(0);
    const { intake, buffer } = new Arena([5, 1], 7);
    const { array } = intake;
    expect(array).toHaveLength(7);
    expect(array.byteOffset % 64).toBe(0);
    expect(array.byteOffset + 2 * vectorBytes).toBeLessThanOrEqual(buffer.byteLength);
  });

  test('gives its intake to one at a time, if it is large enough', () => {
    const { intake } = new Arena([], 5);
    expect(intake.take(6)).toBeUndefined();
    expect(intake.take(4)).toHaveLength(4);
    expect(intake.take(1)).toBeUndefined();
    intake.free();
    expect(intake.take(5)).toHaveLength(5);
  });

  test('has room of the same size beside each array, apart from all others', () => {
    const arena = new Arena([3, 100]);
    const rooms = arena.arrays.map((array) => arena.homeBeside(array)?.array as Float32Array);
    expect(rooms.map((room) => room.length)).toEqual([3, 100]);
    for (const room of rooms) room.fill(1);
    expect(arena.arrays.every((array) => array.every((x) => x === 0))).toBe(true);
    expect(arena.homeBeside(new Float32Array(3))).toBeUndefined();
  });

  test('without arrays is made once, and again where its intake is too small', () => {
    const first = scratchArena();
    expect(scratchArena()).toBe(first);
    expect(first.arrays).toEqual([]);
    const larger = scratchArena(5);
    expect(larger.intake.array).toHaveLength(5);
    expect(scratchArena(4)).toBe(larger);
  });

  test('refuses what no memory can hold', () => {
    expect(() => new Arena([2 ** 29, 2 ** 29])).toThrow(/^simd: got 8590\d+ bytes of state/);
  });
});
