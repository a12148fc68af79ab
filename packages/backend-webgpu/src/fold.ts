import type { Width } from './emit.js';

/**
 * Invocations of a workgroup: as many as every device has, so that a sum folds in few stages.
 * A power of two, since a workgroup halves its numbers until one is left.
 */
export const workgroupSize = 256;

/** Numbers that an invocation of the {@link foldShader} takes. */
const numbersEach = 16;

/** Numbers that a workgroup of the {@link foldShader} makes one of. */
export const foldedAtOnce = workgroupSize * numbersEach;

/**
 * Functions that make one number of those of all invocations in a workgroup. Adding in pairs keeps
 * the rounding error of a sum proportional to the logarithm of its length.
 */
export function foldFunctions(width: Width): string {
  const inLanes = (pair: (a: string, b: string) => string) =>
    width === 1 ? 'x' : pair(pair('x.x', 'x.y'), pair('x.z', 'x.w'));
  const inWorkgroup = (pair: (a: string, b: string) => string) => `
  scratch[local] = x;
  for (var half = ${workgroupSize / 2}u; half > 0u; half = half / 2u) {
    workgroupBarrier();
    if (local < half) {
      scratch[local] = ${pair('scratch[local]', 'scratch[local + half]')};
    }
  }
  workgroupBarrier();
  let result = scratch[0];
  workgroupBarrier();
  return result;`;
  const sum = (a: string, b: string) => `(${a} + ${b})`;
  const max = (a: string, b: string) => `largerOf(${a}, ${b})`;
  return `
var<workgroup> scratch: array<f32, ${workgroupSize}>;

fn largerOf(a: f32, b: f32) -> f32 {
  let isNaN = (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u;
  return select(b, a, isNaN || a > b);
}
fn sumInLanes(x: ${width === 1 ? 'f32' : 'vec4<f32>'}) -> f32 { return ${inLanes(sum)}; }
fn maxInLanes(x: ${width === 1 ? 'f32' : 'vec4<f32>'}) -> f32 { return ${inLanes(max)}; }
fn sumInWorkgroup(x: f32, local: u32) -> f32 {${inWorkgroup(sum)}
}
fn maxInWorkgroup(x: f32, local: u32) -> f32 {${inWorkgroup(max)}
}`;
}

/** The compute shader that makes one number of up to {@link foldedAtOnce} in each workgroup. */
export const foldShader = (reduce: 'sum' | 'max'): string => `${foldFunctions(1)}

struct Numbers { start: u32, count: u32 }
@group(0) @binding(0) var<uniform> numbers: Numbers;
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) workgroup: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let first = workgroup.x * ${foldedAtOnce}u;
  // The first number of the workgroup stands for none: max of it once more changes nothing.
  var part = ${reduce === 'sum' ? '0f' : 'parts[numbers.start + first]'};
  for (var k = 0u; k < ${numbersEach}u; k = k + 1u) {
    let i = first + k * ${workgroupSize}u + local;
    if (i < numbers.count) {
      let x = parts[numbers.start + i];
      part = ${reduce === 'sum' ? 'part + x' : 'largerOf(part, x)'};
    }
  }
  let result = ${reduce}InWorkgroup(part, local);
  if (local == 0u) {
    results[workgroup.x] = result;
  }
}
`;
