import type { BytePacking } from '@nadir/core/internal';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { workgroupSize } from './fold.js';
import { bufferOf, dispatch, liveWebgpu, Pipelines, submitIfMany } from './webgpu-backend.js';

type Direction = 'pack' | 'unpack';

/** Four bytes in each int32, the first in its lowest bits. */
export const bytes: BytePacking = {
  pack: (from) => run('pack', from, [Math.ceil(util.sizeFromShape(from.shape) / 4)]),
  unpack: (from, shape) => run('unpack', from, [...shape]),
};

const pipelines = new Pipelines(shaderOf);

function run(direction: Direction, from: TensorInfo, shape: number[]): TensorInfo {
  const webgpu = liveWebgpu();
  const dtype = direction === 'pack' ? 'int32' : 'float32';
  // How many bytes there are: the last of the numbers may hold fewer than four.
  const count = util.sizeFromShape(direction === 'pack' ? from.shape : shape);
  // A tensor without elements has no buffer.
  if (count === 0) return webgpu.makeTensorInfo(shape, dtype, new Float32Array());
  const result = webgpu.makeTensorInfo(shape, dtype);
  dispatch(webgpu, {
    pipeline: pipelines.find(webgpu.device, direction),
    numbers: Uint32Array.of(count, 0, 0, 0).buffer,
    buffers: [bufferOf(webgpu, from), bufferOf(webgpu, result)],
    groups: Math.ceil(count / 4 / workgroupSize),
  });
  submitIfMany(webgpu);
  return result;
}

/** The compute shader whose invocations take one int32 each. */
function shaderOf(direction: Direction): string {
  const [source, target] = direction === 'pack' ? ['f32', 'u32'] : ['u32', 'f32'];
  const move = {
    pack: `var packed = 0u;
  for (var k = 0u; k < count; k = k + 1u) {
    packed = packed | (u32(source[4u * i + k]) << (8u * k));
  }
  if (count > 0u) {
    result[i] = packed;
  }`,
    unpack: `for (var k = 0u; k < count; k = k + 1u) {
    result[4u * i + k] = f32((source[i] >> (8u * k)) & 255u);
  }`,
  };
  return `
struct Numbers { bytes: u32 }
@group(0) @binding(0) var<uniform> numbers: Numbers;
@group(0) @binding(1) var<storage, read> source: array<${source}>;
@group(0) @binding(2) var<storage, read_write> result: array<${target}>;

@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) workgroup: vec3<u32>,
  @builtin(num_workgroups) workgroups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let i = (workgroup.y * workgroups.x + workgroup.x) * ${workgroupSize}u + local;
  let count = min(4u, numbers.bytes - min(4u * i, numbers.bytes));
  ${move[direction]}
}
`;
}
