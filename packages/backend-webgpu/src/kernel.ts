import type { Kernel, KernelCall, Program } from '@nadir/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { workgroupSize } from './fold.js';
import { numbersOf } from './numbers.js';
import { fold } from './reduce.js';
import { type Layout, outputsOf, shaderOf } from './shader.js';
import {
  bufferOf,
  copy,
  dispatch,
  isUnshared,
  liveWebgpu,
  neverCache,
  Pipelines,
  scratch,
  submitIfMany,
  type WebgpuBackend,
} from './webgpu-backend.js';

/** Compiles a program to one dispatch over the buffers of the tensors themselves. */
export function compile(program: Program): Kernel {
  const pipelines = new Pipelines((layout: Layout) => shaderOf(program, layout));
  return { run: (call) => run(program, pipelines, call) };
}

function run(
  program: Program,
  pipelines: Pipelines<Layout>,
  call: KernelCall,
): Record<string, TensorInfo> {
  const webgpu = liveWebgpu();
  const { size: elements } = call;
  if (elements === 0) return withoutElements(webgpu, program, call);

  const results: Record<string, TensorInfo> = {};
  const make = (name: string, shape: readonly number[]): TensorInfo => {
    const made = webgpu.makeTensorInfo([...shape], 'float32');
    results[name] = made;
    return made;
  };
  /** The tensor that an output is written into, if it is written in place. */
  const inPlace = (output: number): TensorInfo | undefined => {
    const replaced = call.replaced[output];
    return call.owned[output] ?? (replaced && isUnshared(webgpu, replaced) ? replaced : undefined);
  };
  const buffers: GPUBuffer[] = [];
  const indexOf = (tensor: TensorInfo): number => {
    const buffer = bufferOf(webgpu, tensor);
    return buffers.includes(buffer) ? buffers.indexOf(buffer) : buffers.push(buffer) - 1;
  };

  const { targets, reductions } = outputsOf(program);
  const indexes = {
    tensors: call.tensors.map(indexOf),
    broadcasts: call.broadcasts.map(indexOf),
    targets: targets.map(({ name, output }) => {
      const target = inPlace(output);
      if (target !== undefined) neverCache(webgpu, target);
      return indexOf(target ?? make(name, call.shape));
    }),
  };
  const wholes = reductions.map(({ name }) => bufferOf(webgpu, make(name, [])));

  const reduces = reductions.length > 0;
  const limit = webgpu.device.limits.maxStorageBuffersPerShaderStage - (reduces ? 1 : 0);
  const packs = buffers.length > limit;
  const bound = packs ? limit - 1 : buffers.length;
  const width = elements % 4 === 0 && !packs ? 4 : 1;
  const size = elements / width;
  const groups = Math.ceil(size / workgroupSize);

  const packed = packs ? [scratch(webgpu, 4 * elements * (buffers.length - bound))] : [];
  const partials = reduces ? [scratch(webgpu, 4 * groups * reductions.length)] : [];
  /** Copies between the buffers that have no binding of their own and the one they share. */
  const copyPacked = (direction: 'in' | 'out') => {
    for (const [i, buffer] of buffers.entries()) {
      if (i < bound || (direction === 'out' && !indexes.targets.includes(i))) continue;
      const place = [packed[0] as GPUBuffer, 4 * elements * (i - bound)] as const;
      const [from, to] =
        direction === 'in' ? [[buffer, 0] as const, place] : [place, [buffer, 0] as const];
      copy(webgpu, from, to, Math.min(buffer.size, 4 * elements));
    }
  };

  copyPacked('in');
  dispatch(webgpu, {
    pipeline: pipelines.find(webgpu.device, { ...indexes, width, bound, packs }),
    numbers: numbersOf(program, call.numbers, size, groups),
    buffers: [...buffers.slice(0, bound), ...packed, ...partials],
    groups,
  });
  copyPacked('out');
  for (const [r, { reduce }] of reductions.entries()) {
    const parts = { buffer: partials[0] as GPUBuffer, start: r * groups, count: groups };
    fold(webgpu, reduce, parts, wholes[r] as GPUBuffer);
  }
  submitIfMany(webgpu);
  return results;
}

/** Tensors without elements have no buffers, so nothing is dispatched. */
function withoutElements(
  webgpu: WebgpuBackend,
  program: Program,
  { shape, owned }: KernelCall,
): Record<string, TensorInfo> {
  const { targets, reductions } = outputsOf(program);
  const results: Record<string, TensorInfo> = {};
  for (const { name, output } of targets) {
    if (owned[output] !== undefined) continue;
    results[name] = webgpu.makeTensorInfo([...shape], 'float32', new Float32Array());
  }
  for (const { name, reduce } of reductions) {
    const whole = reduce === 'sum' ? 0 : -Infinity;
    results[name] = webgpu.makeTensorInfo([], 'float32', Float32Array.of(whole));
  }
  return results;
}
