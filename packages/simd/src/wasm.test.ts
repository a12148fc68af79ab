import { describe, expect, test } from 'vitest';
import * as wasm from './wasm.js';

const hex = (bytes: wasm.Bytes) =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe('integers in LEB128', () => {
  // 624485 and −123456 are the worked examples of the DWARF 4 and Wikipedia articles on LEB128;
  // the others are the ends of what n bytes hold: 7 n bits, one of them the sign where there is one.
  test.each([
    [0, '00'],
    [127, '7f'],
    [128, '80 01'],
    [16383, 'ff 7f'],
    [16384, '80 80 01'],
    [624485, 'e5 8e 26'],
    [2 ** 31, '80 80 80 80 08'],
    [2 ** 32 - 1, 'ff ff ff ff 0f'],
  ])('without sign: %i', (value, bytes) => {
    expect(hex(wasm.localGet(value))).toBe(`20 ${bytes}`);
    expect(hex(wasm.v128Load(value))).toBe(`fd 00 02 ${bytes}`);
  });

  test.each([
    [0, '00'],
    [63, '3f'],
    [64, 'c0 00'],
    [-1, '7f'],
    [-64, '40'],
    [-65, 'bf 7f'],
    [8191, 'ff 3f'],
    [8192, '80 c0 00'],
    [-8192, '80 40'],
    [-8193, 'ff bf 7f'],
    [-123456, 'c0 bb 78'],
    [2 ** 31 - 1, 'ff ff ff ff 07'],
    [-(2 ** 31), '80 80 80 80 78'],
  ])('with sign: %i', (value, bytes) => {
    expect(hex(wasm.i32Const(value))).toBe(`41 ${bytes}`);
  });
});

describe('moduleOf', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const run = (bytes: Uint8Array<ArrayBuffer>, ...args: number[]) => {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    (instance.exports.run as (...args: number[]) => void)(...args);
    return new Int32Array(memory.buffer, 0, 4);
  };

  // Writes the last of its numbers, as an integer in every lane, to address 0.
  const last = (parameters: number, locals: number, value: wasm.Bytes) =>
    wasm.moduleOf(
      Array.from({ length: parameters }, () => 'i32' as const),
      Array.from({ length: locals }, () => 'i32' as const),
      [...wasm.i32Const(0), ...value, ...wasm.simd('i32x4Splat'), ...wasm.v128Store()],
    );

  test.each([0, 63, 64, -64, -65, 8192, -8193, 2 ** 31 - 1, -(2 ** 31)])(
    'keeps the constant %i',
    (value) => {
      expect([...run(last(0, 0, wasm.i32Const(value)))]).toEqual(Array(4).fill(value));
    },
  );

  test.each([1, 127, 128, 129, 300])('numbers %i parameters and as many locals', (n) => {
    const args = Array.from({ length: n }, (_, i) => 1000 + i);
    expect(run(last(n, 0, wasm.localGet(n - 1)), ...args)[0]).toBe(1000 + n - 1);
    const lastLocal = 2 * n - 1;
    const body = [...wasm.localGet(n - 1), ...wasm.localTee(lastLocal)];
    expect(run(last(n, n, body), ...args)[0]).toBe(1000 + n - 1);
  });

  test('writes code longer than one byte of length can say', () => {
    const adding = Array.from({ length: 20_000 }, () => [...wasm.i32Const(1), ...wasm.i32Add]);
    expect(run(last(0, 0, [...wasm.i32Const(0), ...adding.flat()]))[0]).toBe(20_000);
  });
});
