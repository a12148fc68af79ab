import { foldedAtOnce, foldShader } from './fold.js';
import { dispatch, Pipelines, scratch, type WebgpuBackend } from './webgpu-backend.js';

/** Numbers that stand one after another in a buffer. */
export interface Parts {
  readonly buffer: GPUBuffer;
  readonly start: number;
  readonly count: number;
}

const pipelines = new Pipelines(foldShader);

/** Makes one number of many, in as many stages as it takes. */
export function fold(
  webgpu: WebgpuBackend,
  reduce: 'sum' | 'max',
  { buffer, start, count }: Parts,
  result: GPUBuffer,
): void {
  const groups = Math.ceil(count / foldedAtOnce);
  const target = groups === 1 ? result : scratch(webgpu, 4 * groups);
  dispatch(webgpu, {
    pipeline: pipelines.find(webgpu.device, reduce),
    numbers: Uint32Array.of(start, count, 0, 0).buffer,
    buffers: [buffer, target],
    groups,
  });
  if (groups > 1) fold(webgpu, reduce, { buffer: target, start: 0, count: groups }, result);
}
