import type { Operation } from '@nadir/core';
import { parity, rotations, rounds } from '@nadir/core/internal';

/** Elements that one invocation takes. */
export type Width = 1 | 4;

/** An operation as WGSL, from the names of its arguments. */
type Emit = (a: string, b: string, c: string) => string;

/**
 * Each operation as an expression of WGSL, on one element or on four.
 *
 * WGSL lets a device take for granted that there are no NaN and no infinities, flush subnormal
 * numbers to zero, and be off by an ulp or two in divisions and roots. So `min` and `max` look at the
 * bits of their operands to keep NaN; where arithmetic itself keeps it is up to the device.
 */
export const emit: Readonly<Record<Operation, Emit>> = {
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  min: (a, b) => `smaller(${a}, ${b})`,
  max: (a, b) => `larger(${a}, ${b})`,
  neg: (a) => `-${a}`,
  abs: (a) => `abs(${a})`,
  sqrt: (a) => `sqrt(${a})`,
  sign: (a) => `select(select(${a}, Number(1), ${a} > Number(0)), Number(-1), ${a} < Number(0))`,
  less: (a, b) => `${a} < ${b}`,
  equal: (a, b) => `${a} == ${b}`,
  where: (condition, a, b) => `select(${b}, ${a}, ${condition})`,
  bits: (key, stream, step) => `threefry(${key}, ${stream}, elements, ${step})`,
  uniform: (random) => `Number(${random} >> Bits(8)) * Number(${2 ** -24})`,
};

/** The types that {@link emit} writes, and the functions that it calls. */
export function prelude(width: Width): string {
  const of = (type: string) => (width === 1 ? type : `vec4<${type}>`);
  return `
alias Number = ${of('f32')};
alias Truth = ${of('bool')};
alias Bits = ${of('u32')};

fn isNaN(x: Number) -> Truth {
  return (bitcast<Bits>(x) & Bits(0x7fffffff)) > Bits(0x7f800000);
}
fn smaller(a: Number, b: Number) -> Number {
  return select(select(min(a, b), b, isNaN(b)), a, isNaN(a));
}
fn larger(a: Number, b: Number) -> Number {
  return select(select(max(a, b), b, isNaN(b)), a, isNaN(a));
}
${threefry}
`;
}

/** The first word of Threefry-2x32-20 for each element, its rounds unrolled. */
const threefry = `
fn threefry(key0: u32, key1: u32, elements: Bits, step: u32) -> Bits {
  let key2 = key0 ^ key1 ^ ${parity}u;
  var x = elements + Bits(key0);
  var y = Bits(step + key1);
  ${Array.from({ length: rounds }, (_, round) => threefryRound(round)).join('\n  ')}
  return x;
}`;

function threefryRound(round: number): string {
  const distance = rotations[round % rotations.length] as number;
  const lines = [
    'x = x + y;',
    `y = ((y << Bits(${distance})) | (y >> Bits(${32 - distance}))) ^ x;`,
  ];
  if (round % 4 === 3) {
    const injection = (round + 1) / 4;
    lines.push(
      `x = x + Bits(key${injection % 3});`,
      `y = y + Bits(key${(injection + 1) % 3} + ${injection}u);`,
    );
  }
  return lines.join(' ');
}
