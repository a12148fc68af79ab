import * as wasm from '../wasm.js';

/** Code that leaves four float32 results on the stack, of code that leaves four arguments. */
type Function4 = (x: wasm.Bytes, newLocal: () => number) => wasm.Bytes;

const { f32x4Const, f64x2Const, simd, localGet, localSet } = wasm;

/** A number whose sum with a small integer k, in float32, has k − 1 in its last bits. */
const shifter32 = 1.5 * 2 ** 23 - 1;

/** ln 2 in two parts. The product of the first with a small integer is exact. */
const ln2 = [0.693359375, Math.LN2 - 0.693359375] as const;

/**
 * eˣ = 2ᵏ eʳ in float32, with |r| ≤ ½ ln 2: the nearest number or the one next to it.
 *
 * Coefficients: S. Moshier, Cephes, `expf` (1987).
 */
export const exp: Function4 = (x, newLocal) => {
  const [clamped, shifted, whole, rest, further] = [
    newLocal(),
    newLocal(),
    newLocal(),
    newLocal(),
    newLocal(),
  ];
  // As far as exponents are from where float32 ends below, bits of them.
  const distance = 25 << 23;
  return [
    // With x on the left, NaN stays.
    ...[...x, ...f32x4Const(-104), ...simd('f32x4PMax')],
    ...[...f32x4Const(89), ...simd('f32x4PMin'), ...localSet(clamped)],
    ...[...localGet(clamped), ...f32x4Const(Math.LOG2E), ...simd('f32x4Mul')],
    ...[...f32x4Const(shifter32), ...simd('f32x4Add'), ...localSet(shifted)],
    ...[...localGet(shifted), ...f32x4Const(shifter32), ...simd('f32x4Sub'), ...localSet(whole)],
    ...localGet(clamped),
    ...ln2.flatMap((part) => [
      ...[...localGet(whole), ...f32x4Const(part), ...simd('f32x4Mul'), ...simd('f32x4Sub')],
    ]),
    ...localSet(rest),
    ...f32x4Const(coefficients[0]),
    ...coefficients
      .slice(1)
      .flatMap((coefficient) => [
        ...[...localGet(rest), ...simd('f32x4Mul')],
        ...[...f32x4Const(coefficient), ...simd('f32x4Add')],
      ]),
    ...[...localGet(rest), ...simd('f32x4Mul'), ...localGet(rest), ...simd('f32x4Mul')],
    ...[...localGet(rest), ...simd('f32x4Add'), ...f32x4Const(1), ...simd('f32x4Add')],
    // k − 1 is added to the exponent and 2 is the factor, or, since small results may have no such exponent, k + 24 and 2⁻²⁴.
    ...[...localGet(shifted), ...wasm.i32Const(23), ...simd('i32x4Shl'), ...simd('i32x4Add')],
    ...[...localGet(clamped), ...wasm.i32Const(31), ...simd('i32x4ShrS')],
    ...[...integers(distance), ...simd('v128And'), ...localSet(further)],
    ...[...localGet(further), ...simd('i32x4Add')],
    ...[...f32x4Const(2), ...localGet(further), ...simd('i32x4Sub'), ...simd('f32x4Mul')],
  ];
};

const integers = (value: number) => wasm.i32x4Const(value, value, value, value);

/** Of r⁵ and lower powers down to r⁰ in (eʳ − 1 − r) / r². */
const coefficients = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
  5.0000001201e-1,
] as const;

/** The same in float64. */
const shifter = 1.5 * 2 ** 52;

/**
 * ln x = k ln 2 + 2 artanh((m − 1) / (m + 1)) in float64, for x = 2ᵏ m with ½√2 ≤ m < √2.
 */
export const log: Function4 = (x, newLocal) => {
  const given = newLocal();
  const value = byHalves(localGet(given), newLocal, (half) => {
    const [exponent, mantissa, s, square] = [newLocal(), newLocal(), newLocal(), newLocal()];
    return [
      ...[...localGet(half), ...f64x2Const(Math.SQRT1_2), ...simd('i64x2Sub')],
      ...[...wasm.i32Const(52), ...simd('i64x2ShrS'), ...localSet(exponent)],
      ...[...localGet(half), ...localGet(exponent), ...wasm.i32Const(52), ...simd('i64x2Shl')],
      ...[...simd('i64x2Sub'), ...localSet(mantissa)],
      ...[...localGet(mantissa), ...f64x2Const(1), ...simd('f64x2Sub')],
      ...[...localGet(mantissa), ...f64x2Const(1), ...simd('f64x2Add')],
      ...[...simd('f64x2Div'), ...localSet(s)],
      ...[...localGet(s), ...localGet(s), ...simd('f64x2Mul'), ...localSet(square)],
      ...[...polynomial(localGet(square), artanh), ...localGet(s), ...simd('f64x2Mul')],
      ...[...localGet(exponent), ...f64x2Const(shifter), ...simd('i64x2Add')],
      ...[...f64x2Const(shifter), ...simd('f64x2Sub')],
      ...[...f64x2Const(Math.LN2), ...simd('f64x2Mul'), ...simd('f64x2Add')],
    ];
  });
  const isOrdinary = [
    ...[...wasm.f32x4Const(0), ...localGet(given), ...simd('f32x4Lt')],
    ...[...localGet(given), ...wasm.f32x4Const(Infinity), ...simd('f32x4Lt'), ...simd('v128And')],
  ];
  const isZero = [...localGet(given), ...wasm.f32x4Const(0), ...simd('f32x4Eq')];
  // Of infinity and NaN the root is what it was, of what is negative NaN.
  const other = [
    ...[...wasm.f32x4Const(-Infinity), ...localGet(given), ...simd('f32x4Sqrt')],
    ...[...isZero, ...simd('v128Bitselect')],
  ];
  return [
    ...[...x, ...localSet(given)],
    ...[...value, ...other, ...isOrdinary, ...simd('v128Bitselect')],
  ];
};

/** 2 / (2 i + 1) for i from 5 down to 0. */
const artanh = [11, 9, 7, 5, 3, 1].map((odd) => 2 / odd);

/** Does it with two float64 numbers at a time. */
function byHalves(
  x: wasm.Bytes,
  newLocal: () => number,
  of: (half: number) => wasm.Bytes,
): wasm.Bytes {
  const [both, half] = [newLocal(), newLocal()];
  const promote = [...simd('f64x2PromoteLow'), ...localSet(half)];
  return [
    ...[...x, ...localSet(both)],
    ...[...localGet(both), ...promote, ...of(half), ...simd('f32x4DemoteZero')],
    ...[...localGet(both), ...localGet(both), ...wasm.highToLow, ...promote],
    ...[...of(half), ...simd('f32x4DemoteZero'), ...wasm.bothLow],
  ];
}

/** A polynomial by its coefficients, that of the highest power first. */
function polynomial(x: wasm.Bytes, [first = 0, ...others]: readonly number[]): wasm.Bytes {
  return [
    ...f64x2Const(first),
    ...others.flatMap((coefficient) => [
      ...[...x, ...simd('f64x2Mul')],
      ...[...f64x2Const(coefficient), ...simd('f64x2Add')],
    ]),
  ];
}
