/**
 * The part of the WebAssembly binary format that a loop over float32 vectors needs.
 *
 * Source: https://webassembly.github.io/spec/core/binary/ and, for numbers of vector instructions,
 * the table at https://webassembly.github.io/spec/core/appendix/index-instructions.html
 */

/** A run of code or of any other part of a module. */
export type Bytes = readonly number[];

/** Long runs of code, one after the other: many times as fast as spreading them. */
export const join = (...parts: readonly Bytes[]): Bytes => ([] as number[]).concat(...parts);

/** Types of values. */
export const valueType = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type WasmType = keyof typeof valueType;

/** Numbers of the vector instructions without immediates that are used here. */
const vector = {
  i32x4Splat: 17,
  f32x4Splat: 19,
  i32x4Ne: 56,
  i32x4LtS: 57,
  f32x4Eq: 65,
  f32x4Ne: 66,
  f32x4Lt: 67,
  v128And: 78,
  v128Or: 80,
  v128Xor: 81,
  v128Bitselect: 82,
  f32x4DemoteZero: 94,
  f64x2PromoteLow: 95,
  i16x8ExtendLowU: 137,
  i32x4ExtendLowU: 169,
  i32x4Shl: 171,
  i32x4ShrS: 172,
  i32x4ShrU: 173,
  i32x4Add: 174,
  i32x4Sub: 177,
  i64x2Shl: 203,
  i64x2ShrS: 204,
  i64x2Add: 206,
  i64x2Sub: 209,
  f32x4Abs: 224,
  f32x4Neg: 225,
  f32x4Sqrt: 227,
  f32x4Add: 228,
  f32x4Sub: 229,
  f32x4Mul: 230,
  f32x4Div: 231,
  f32x4Min: 232,
  f32x4Max: 233,
  f32x4PMin: 234,
  f32x4PMax: 235,
  f64x2Add: 240,
  f64x2Sub: 241,
  f64x2Mul: 242,
  f64x2Div: 243,
  f32x4ConvertU: 251,
} as const;

/** The vector instruction of this name. */
export const simd = (name: keyof typeof vector): Bytes => [0xfd, ...unsigned(vector[name])];

export const localGet = (index: number): Bytes => [0x20, ...unsigned(index)];
export const localSet = (index: number): Bytes => [0x21, ...unsigned(index)];
export const localTee = (index: number): Bytes => [0x22, ...unsigned(index)];
export const i32Const = (value: number): Bytes => [0x41, ...signed(value)];
export const i32Add: Bytes = [0x6a];
export const i32Sub: Bytes = [0x6b];
export const i32Mul: Bytes = [0x6c];
export const i32DivU: Bytes = [0x6e];
export const i32RemU: Bytes = [0x70];
export const i32And: Bytes = [0x71];
export const i32GeU: Bytes = [0x4f];
export const i32LtU: Bytes = [0x49];
export const i32ShrU: Bytes = [0x76];
export const i32Shl: Bytes = [0x74];

/** Reads the number of 4 bytes at the address on the stack plus `offset`. */
export const load = (type: 'i32' | 'f32', offset: number): Bytes => [
  ...[type === 'i32' ? 0x28 : 0x2a, 2, ...unsigned(offset)],
];

/** Reads 16 bytes at the address on the stack plus `offset`; aligned to 4 bytes or better. */
export const v128Load = (offset = 0): Bytes => [0xfd, 0, 2, ...unsigned(offset)];

/** Reads the float32 at the address on the stack into all four lanes. */
export const v128LoadSplat = (offset = 0): Bytes => [0xfd, 9, 2, ...unsigned(offset)];

/** Writes 16 bytes at the address under the value on the stack, plus `offset`. */
export const v128Store = (offset = 0): Bytes => [0xfd, 11, 2, ...unsigned(offset)];

/** Four numbers, as the bytes that `write` puts into a view. */
export function v128Const(write: (view: DataView) => void): Bytes {
  const bytes = new Uint8Array(16);
  write(new DataView(bytes.buffer));
  return [0xfd, 12, ...bytes];
}

/** The same float32 in all four lanes. */
export const f32x4Const = (value: number): Bytes =>
  v128Const((view) => {
    for (let lane = 0; lane < 4; lane++) view.setFloat32(4 * lane, value, true);
  });

/** The same float64 in both lanes. */
export const f64x2Const = (value: number): Bytes =>
  v128Const((view) => {
    for (let lane = 0; lane < 2; lane++) view.setFloat64(8 * lane, value, true);
  });

/** Four 32-bit integers. */
export const i32x4Const = (...values: [number, number, number, number]): Bytes =>
  v128Const((view) => {
    values.forEach((value, lane) => {
      view.setInt32(4 * lane, value, true);
    });
  });

/** Reads 4 bytes at the address on the stack into a vector whose other bytes are 0. */
export const v128Load32: Bytes = [0xfd, 92, 0, ...unsigned(0)];

/** Reads the byte at the address on the stack. */
export const i32Load8: Bytes = [0x2d, 0, ...unsigned(0)];

/** Writes the last byte of the number on the stack at the address under it. */
export const i32Store8: Bytes = [0x3a, 0, ...unsigned(0)];

/** Writes the first 4 bytes of the vector on the stack at the address under it. */
export const v128Store32: Bytes = [0xfd, 90, 0, ...unsigned(0), 0];

/** Lane 0 of the vector on the stack, as an integer. */
export const i32FirstLane: Bytes = [0xfd, 27, 0];

/** The first bytes of the four lanes of a vector on the stack, one after the other. Takes the vector twice. */
export const firstBytes: Bytes = [0xfd, 13, ...Array.from({ length: 16 }, (_, i) => (4 * i) % 16)];

/** The lanes of two vectors on the stack, 0 to 3 and 4 to 7, in another order. */
const lanes = (...order: [number, number, number, number]): Bytes => [
  ...[0xfd, 13],
  ...order.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
];

/** Lanes 2 and 3 of the vector on the stack, moved to lanes 0 and 1. Takes the vector twice. */
export const highToLow = lanes(2, 3, 2, 3);

/** Lanes 0 and 1 of two vectors on the stack. */
export const bothLow = lanes(0, 1, 4, 5);

/** Each lane changed for its neighbour, 0 for 1 and 2 for 3. Takes the vector twice. */
export const neighbours = lanes(1, 0, 3, 2);

/** The halves of a vector changed for each other. Takes the vector twice. */
export const otherHalf = lanes(2, 3, 0, 1);

/** The unsigned number on the stack as a float32. */
export const f32ConvertU: Bytes = [0xb3];

/** Adds a number to a local. */
export const raise = (local: number, by: Bytes): Bytes => [
  ...localGet(local),
  ...by,
  ...i32Add,
  ...localSet(local),
];

/** Runs `body` at least once, again as long as it leaves a number other than 0 on the stack. */
export const repeat = (body: Bytes): Bytes => join([0x03, 0x40], body, [0x0d, 0, 0x0b]);

/** Runs `body` if the number on the stack is not 0. */
export const when = (body: Bytes): Bytes => join([0x04, 0x40], body, [0x0b]);

/** Writes lane 0 of the vector on the stack at the address under it, plus `offset`. */
export const f32StoreLane = (offset = 0): Bytes => [0xfd, 90, 2, ...unsigned(offset), 0];

/** Runs one of two bodies: the first if the number on the stack is not 0. */
export const either = (first: Bytes, second: Bytes): Bytes => [
  ...[0x04, 0x40, ...first],
  ...[0x05, ...second, 0x0b],
];

/** What a module says of the memory that it imports. */
export type MemoryKind = 'unshared' | 'shared';

/**
 * Limits of an imported memory, as wide as the format allows, so that every memory fits. A shared
 * one has to have a maximum: 65 536 pages of 64 KiB are all that 32 bits address.
 */
const limits: Readonly<Record<MemoryKind, Bytes>> = {
  unshared: [0x00, ...unsigned(0)],
  shared: [0x03, ...unsigned(0), ...unsigned(65536)],
};

/**
 * The bytes of a module: the `Uint8Array<ArrayBuffer>` that `WebAssembly.Module` takes, named so that
 * TypeScript before 5.7 reads it too, where typed arrays have no type parameter.
 */
export type ModuleBytes = ReturnType<typeof Uint8Array.of>;

/** A module with one exported function `run`, over the memory imported as `env.memory`. */
export function moduleOf(
  parameters: readonly WasmType[],
  locals: readonly WasmType[],
  body: Bytes,
  memory: MemoryKind = 'unshared',
): ModuleBytes {
  const code = join(vectorOf(locals.map((type) => [1, valueType[type]])), body, [0x0b]);
  return Uint8Array.from(
    join(
      [0x00, 0x61, 0x73, 0x6d], // magic
      [0x01, 0x00, 0x00, 0x00], // version
      section(1, vectorOf([[0x60, ...vectorOf(parameters.map((type) => [valueType[type]])), 0]])),
      section(2, vectorOf([[...text('env'), ...text('memory'), 0x02, ...limits[memory]]])),
      section(3, vectorOf([[0]])),
      section(7, vectorOf([[...text('run'), 0x00, 0]])),
      section(10, vectorOf([join(unsigned(code.length), code)])),
    ),
  );
}

const section = (id: number, content: Bytes): Bytes =>
  join([id, ...unsigned(content.length)], content);

const vectorOf = (items: readonly Bytes[]): Bytes => join(unsigned(items.length), ...items);

const text = (value: string): Bytes => {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
};

/** LEB128 of an unsigned 32-bit integer. */
function unsigned(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** LEB128 of a signed 32-bit integer. */
function signed(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}
