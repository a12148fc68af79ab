import type { Operation } from '@nadir/core';
import { parity, rotations, rounds } from '@nadir/core/internal';

/** An expression of the shading language, from expressions for the arguments of an operation. */
type Emit = (a: string, b: string, c: string) => string;

/**
 * Each operation as GLSL ES 3.00 on the four elements of a texel. Numbers are `vec4`, masks `bvec4`,
 * random bits `uvec4`, integers `uint`.
 *
 * The shading language asks less of numbers than IEEE 754 does: a quotient or root may be off by a few
 * units in the last place, a product and a sum may be rounded once, and subnormal numbers may be
 * zeros. NaN is kept wherever the hardware has it, since no operation of GLSL decides about it here.
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
  sqrt: (a) => `root(${a})`,
  sign: (a) => `signOf(${a})`,
  less: (a, b) => `lessThan(${a}, ${b})`,
  equal: (a, b) => `equal(${a}, ${b})`,
  where: (condition, a, b) => `mix(${b}, ${a}, ${condition})`,
  bits: (key, stream, step) => `threefry(uvec2(${key}, ${stream}), elements, ${step})`,
  // 24 bits and a power of two: exact.
  uniform: (random) => `vec4(${random} >> 8u) * ${numberText(2 ** -24)}`,
};

/** A number as GLSL, by its bits: not every compiler reads every fraction, and NaN has no text. */
export function numberText(value: number): string {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0] as number;
  return `uintBitsToFloat(0x${bits.toString(16).padStart(8, '0')}u)`;
}

/**
 * Functions that {@link emit} uses. `min`, `max`, `sign` and `isnan` of GLSL may do anything with NaN, and
 * `sqrt` with what is below 0, so these choose by bits and comparisons. A `mix` by a mask chooses.
 */
export const numberFunctions = `
bvec4 isNaN(vec4 x) {
  return greaterThan(floatBitsToUint(x) & 0x7fffffffu, uvec4(0x7f800000u));
}
vec4 smaller(vec4 a, vec4 b) {
  return mix(mix(mix(b, a, lessThan(a, b)), b, isNaN(b)), a, isNaN(a));
}
vec4 larger(vec4 a, vec4 b) {
  return mix(mix(mix(b, a, lessThan(b, a)), b, isNaN(b)), a, isNaN(a));
}
vec4 signOf(vec4 x) {
  return mix(mix(x, vec4(1), lessThan(vec4(0), x)), vec4(-1), lessThan(x, vec4(0)));
}
vec4 root(vec4 x) {
  return mix(sqrt(x), vec4(${numberText(Number.NaN)}), lessThan(x, vec4(0)));
}`;

/** The first word of Threefry-2x32-20 for four elements at once, its rounds unrolled. */
export const randomFunctions = `
uvec4 threefry(uvec2 key, uvec4 element, uint step) {
  uint keys[3] = uint[](key.x, key.y, key.x ^ key.y ^ ${parity}u);
  uvec4 x = element + keys[0];
  uvec4 y = uvec4(step + keys[1]);
${Array.from({ length: rounds }, (_, round) => threefryRound(round)).join('\n')}
  return x;
}`;

function threefryRound(round: number): string {
  const distance = rotations[round % rotations.length] as number;
  const lines = ['x += y;', `y = ((y << ${distance}u) | (y >> ${32 - distance}u)) ^ x;`];
  if (round % 4 === 3) {
    const injection = (round + 1) / 4;
    lines.push(`x += keys[${injection % 3}];`);
    lines.push(`y += keys[${(injection + 1) % 3}] + ${injection}u;`);
  }
  return `  ${lines.join(' ')}`;
}
