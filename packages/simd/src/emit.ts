import type { Operation } from '@nadir/core';
import { parity, rotations, rounds } from '@nadir/core/internal';
import * as wasm from './wasm.js';

/** What an operation may use beside its arguments. */
export interface Place {
  /** Code that leaves the element indexes of the four lanes on the stack. */
  readonly elements: wasm.Bytes;
  /** A new local of type v128. */
  newLocal(): number;
}

/** Code that leaves the result of one operation on the stack, from code that does so for its arguments. */
type Emit = (args: [wasm.Bytes, wasm.Bytes, wasm.Bytes], place: Place) => wasm.Bytes;

const unary =
  (name: Parameters<typeof wasm.simd>[0]): Emit =>
  ([a]) => [...a, ...wasm.simd(name)];

const binary =
  (name: Parameters<typeof wasm.simd>[0]): Emit =>
  ([a, b]) => [...a, ...b, ...wasm.simd(name)];

/** `a` where the lanes of `mask` are all ones, else `b`. */
const select = (mask: wasm.Bytes, a: wasm.Bytes, b: wasm.Bytes): wasm.Bytes => [
  ...a,
  ...b,
  ...mask,
  ...wasm.simd('v128Bitselect'),
];

/** Each operation on four lanes. Float32 instructions round to nearest and keep NaN, as the language asks. */
export const emit: Readonly<Record<Operation, Emit>> = {
  add: binary('f32x4Add'),
  sub: binary('f32x4Sub'),
  mul: binary('f32x4Mul'),
  div: binary('f32x4Div'),
  min: binary('f32x4Min'),
  max: binary('f32x4Max'),
  neg: unary('f32x4Neg'),
  abs: unary('f32x4Abs'),
  sqrt: unary('f32x4Sqrt'),
  sign([x]) {
    const zero = wasm.f32x4Const(0);
    const negative = [...x, ...zero, ...wasm.simd('f32x4Lt')];
    const positive = [...zero, ...x, ...wasm.simd('f32x4Lt')];
    return select(negative, wasm.f32x4Const(-1), select(positive, wasm.f32x4Const(1), x));
  },
  less: binary('f32x4Lt'),
  equal: binary('f32x4Eq'),
  where: ([condition, a, b]) => select(condition, a, b),
  bits: ([key, stream, step], place) => threefry(key, stream, step, place),
  uniform: ([random]) => [
    ...random,
    ...wasm.i32Const(8),
    ...wasm.simd('i32x4ShrU'),
    ...wasm.simd('f32x4ConvertU'),
    ...wasm.f32x4Const(2 ** -24),
    ...wasm.simd('f32x4Mul'),
  ],
};

/** The first word of Threefry-2x32-20 for four elements at once, its rounds unrolled. */
function threefry(
  key0: wasm.Bytes,
  key1: wasm.Bytes,
  step: wasm.Bytes,
  { elements, newLocal }: Place,
): wasm.Bytes {
  const add = wasm.simd('i32x4Add');
  const xor = wasm.simd('v128Xor');
  const [x, y, key2] = [newLocal(), newLocal(), newLocal()];
  const parityVector = wasm.i32x4Const(parity, parity, parity, parity);
  const keys = [key0, key1, wasm.localGet(key2)] as const;

  const code: number[] = [];
  code.push(...key0, ...key1, ...xor, ...parityVector, ...xor, ...wasm.localSet(key2));
  code.push(...elements, ...key0, ...add, ...wasm.localSet(x));
  code.push(...step, ...key1, ...add, ...wasm.localSet(y));
  for (let round = 0; round < rounds; round++) {
    const distance = rotations[round % rotations.length] as number;
    code.push(...wasm.localGet(x), ...wasm.localGet(y), ...add, ...wasm.localSet(x));
    code.push(...wasm.localGet(y), ...wasm.i32Const(distance), ...wasm.simd('i32x4Shl'));
    code.push(...wasm.localGet(y), ...wasm.i32Const(32 - distance), ...wasm.simd('i32x4ShrU'));
    code.push(...wasm.simd('v128Or'), ...wasm.localGet(x), ...xor, ...wasm.localSet(y));
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      const counter = wasm.i32x4Const(injection, injection, injection, injection);
      const [forX, forY] = [keys[injection % 3], keys[(injection + 1) % 3]] as const;
      code.push(...wasm.localGet(x), ...(forX as wasm.Bytes), ...add, ...wasm.localSet(x));
      code.push(...wasm.localGet(y), ...(forY as wasm.Bytes), ...add);
      code.push(...counter, ...add, ...wasm.localSet(y));
    }
  }
  return [...code, ...wasm.localGet(x)];
}
