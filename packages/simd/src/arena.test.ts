import { describe, expect, test } from 'vitest';
import { Arena, arenaOf, placeArrays, scratchArena, scratchBytes } from './arena.js';
import { vectorBytes } from './loop-writer.js';

describe('an arena', () => {
  test('holds an array of zeros for each size, behind its scratch space', () => {
    const { arrays } = Arena.of([3, 0, 1, 100_000]);
    expect(arrays.map((array) => array.length)).toEqual([3, 0, 1, 100_000]);
    expect(arrays.every((array) => array.byteOffset >= scratchBytes)).toBe(true);
    expect(arrays.every((array) => array.every((x) => x === 0))).toBe(true);
  });

  test('lets no two arrays share a vector, and begins each with one', () => {
    const { arena, arrays } = Arena.of([1, 4, 5, 8, 2, 16_384]);
    let end = scratchBytes;
    for (const array of arrays) {
      expect(array.byteOffset % vectorBytes).toBe(0);
      expect(array.byteOffset).toBeGreaterThanOrEqual(end);
      end = array.byteOffset + Math.ceil(array.byteLength / vectorBytes) * vectorBytes;
    }
    expect(end).toBeLessThanOrEqual(arena.buffer.byteLength);
  });

  test('is found from each of its arrays and views of them, and from no other', () => {
    const [one, two] = [Arena.of([4, 4]), Arena.of([4])];
    for (const array of one.arrays) expect(arenaOf(array)).toBe(one.arena);
    expect(arenaOf((one.arrays[0] as Float32Array).subarray(1, 2))).toBe(one.arena);
    expect(arenaOf(two.arrays[0] as Float32Array)).toBe(two.arena);
    expect(arenaOf(new Float32Array(4))).toBeUndefined();
  });

  test('has an intake of the size asked for', () => {
    expect(Arena.of([5]).arena.intake.array).toHaveLength(0);
    const { arena, arrays } = Arena.of([5, 1], 7);
    const { intake, buffer } = arena;
    const { array } = intake;
    expect(array).toHaveLength(7);
    expect(array.byteOffset % 64).toBe(0);
    expect(array.byteOffset + 2 * vectorBytes).toBeLessThanOrEqual(arrays[0]?.byteOffset ?? 0);
    expect(array.buffer).toBe(buffer);
  });

  test('gives its intake to one at a time, if it is large enough', () => {
    const { intake } = new Arena(0, 5);
    expect(intake.take(6)).toBeUndefined();
    expect(intake.take(4)).toHaveLength(4);
    expect(intake.take(1)).toBeUndefined();
    intake.free();
    expect(intake.take(5)).toHaveLength(5);
  });

  test('has room of the same size beside each array, apart from all others', () => {
    const { arena, arrays } = Arena.of([3, 100]);
    const rooms = arrays.map((array) => arena.homeBeside(array)?.array as Float32Array);
    expect(rooms.map((room) => room.length)).toEqual([3, 100]);
    for (const room of rooms) room.fill(1);
    expect(arrays.every((array) => array.every((x) => x === 0))).toBe(true);
    expect(arena.homeBeside(new Float32Array(3))).toBeUndefined();
  });

  test('without arrays is made once, and again where its intake is too small', () => {
    const first = scratchArena();
    expect(scratchArena()).toBe(first);
    const larger = scratchArena(5);
    expect(larger.intake.array).toHaveLength(5);
    expect(scratchArena(4)).toBe(larger);
  });

  test('refuses what no memory can hold', () => {
    expect(() => Arena.of([2 ** 29, 2 ** 29])).toThrow(/^simd: got 8590\d+ bytes of state/);
  });

  test('gives as much room as it has, all or none', () => {
    const arena = new Arena(1024);
    expect(arena.place([64])).toHaveLength(1);
    expect(arena.place([64, 64])).toBeUndefined();
    expect(arena.place([64])).toHaveLength(1);
    expect(arena.place([1])).toBeUndefined();
    expect(arena.place([])).toEqual([]);
  });
});

describe('arrays that are placed', () => {
  test('share an arena while they are small, each with zeros and room of its own', () => {
    const [one] = placeArrays([10], 10) as [Float32Array];
    const [two] = placeArrays([10], 10) as [Float32Array];
    const arena = arenaOf(one) as Arena;
    expect(arenaOf(two)).toBe(arena);
    one.fill(1);
    arena.homeBeside(one)?.array.fill(1);
    expect(two).toEqual(new Float32Array(10));
    expect(arena.homeBeside(two)?.array).toEqual(new Float32Array(10));
  });

  test('have an arena of their own size, with an intake, where they are large', () => {
    const [small] = placeArrays([10], 10) as [Float32Array];
    const [large] = placeArrays([65_536], 65_536) as [Float32Array];
    const arena = arenaOf(large) as Arena;
    expect(arena).not.toBe(arenaOf(small));
    expect(arena.intake.array).toHaveLength(65_536);
    // Array, room and intake, in whole pages of 64 KiB.
    expect(arena.buffer.byteLength - scratchBytes).toBeLessThanOrEqual((3 * 4 + 1) * 65_536);
  });

  test('go to another arena where one is full', () => {
    const arenas = new Set<Arena | undefined>();
    for (let i = 0; i < 40; i++) arenas.add(arenaOf(placeArrays([60_000], 0)[0] as Float32Array));
    expect(arenas.size).toBeGreaterThan(1);
    expect(arenas.size).toBeLessThan(5);
  });
});
