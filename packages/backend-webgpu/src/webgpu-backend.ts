import { ProgramError } from '@nadir/core';
import { engine, env, type TensorInfo } from '@tensorflow/tfjs-core';

/** What the TensorFlow.js webgpu backend knows of a tensor. */
interface TensorData {
  values: unknown;
  readonly resource?: GPUBuffer | null;
  /** Whether the buffer is the user's own. */
  readonly external?: boolean;
}

/** What this adapter uses of the TensorFlow.js webgpu backend. {@link findWebgpu} checks that it is there. */
export interface WebgpuBackend {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: { get(dataId: object): TensorData };
  readonly bufferManager: { acquireBuffer(size: number, usage: number): GPUBuffer };
  refCount(dataId: object): number;
  makeTensorInfo(shape: number[], dtype: 'float32' | 'int32', values?: Float32Array): TensorInfo;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  readonly commandEncoder: GPUCommandEncoder | null;
  computePassEncoder?: GPUComputePassEncoder | null;
  /** Data that commands use which are not submitted yet; its disposal waits for them. */
  readonly commandQueueOwnedIds: WeakSet<object>;
  /** Buffers that go back to the buffer manager once the commands are submitted. */
  readonly uniformPendingDisposal: GPUBuffer[];
  dispatchCountInPass: number;
}

const methods = [
  'refCount',
  'makeTensorInfo',
  'uploadToGPU',
  'ensureCommandEncoderReady',
  'endComputePassEncoder',
  'submitQueue',
] as const;
const fields = [
  'device',
  'queue',
  'tensorMap',
  'bufferManager',
  'commandEncoder',
  'commandQueueOwnedIds',
  'uniformPendingDisposal',
  'dispatchCountInPass',
] as const;

/**
 * The webgpu backend of TensorFlow.js.
 * @throws {@link ProgramError} when there is none in use, or it lacks what this adapter needs.
 */
export function findWebgpu(): WebgpuBackend {
  const found = engine().findBackend('webgpu') as unknown as WebgpuBackend | null;
  if (found === null) {
    throw new ProgramError(
      'backend-webgpu: got no TensorFlow.js backend webgpu, expected one. Import ' +
        "'@tensorflow/tfjs-backend-webgpu' and await tf.setBackend('webgpu') before register(); " +
        'where that gives false the browser has no WebGPU, so take another backend and its adapter.',
    );
  }
  const missing = [
    ...methods.filter((name) => typeof found[name] !== 'function'),
    ...fields.filter((name) => !(name in found)),
  ];
  if (missing.length > 0) {
    throw new ProgramError(
      `backend-webgpu: got a webgpu backend without ${missing.join(', ')}, expected that of ` +
        'TensorFlow.js 4.22. Programs run on ordinary ops until the versions fit.',
    );
  }
  return found;
}

/** Whether a device still has its buffers, for each that was seen. */
const devices = new WeakMap<GPUDevice, { intact: boolean }>();

/**
 * The webgpu backend of TensorFlow.js, if its buffers are there: on a lost device every dispatch does nothing.
 * @throws {@link ProgramError} as {@link findWebgpu}, and once the device is known to be lost.
 */
export function liveWebgpu(): WebgpuBackend {
  const webgpu = findWebgpu();
  const { device } = webgpu;
  let watched = devices.get(device);
  if (watched === undefined) {
    const seen = { intact: true };
    device.lost.then(() => {
      seen.intact = false;
    });
    devices.set(device, seen);
    watched = seen;
  }
  if (!watched.intact) {
    throw new ProgramError(
      'backend-webgpu: got a WebGPU device that was lost, expected one that still has its buffers. ' +
        'Load the page again and go on from saved state.',
    );
  }
  return webgpu;
}

/** Throws as {@link liveWebgpu} does. */
export function checkDevice(): void {
  liveWebgpu();
}

/** The usage of a tensor's buffer, and of scratch space like it. */
const storage = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** The buffer of a tensor that commands are about to use. Values on the host are uploaded. */
export function bufferOf(webgpu: WebgpuBackend, { dataId }: TensorInfo): GPUBuffer {
  webgpu.uploadToGPU(dataId);
  webgpu.commandQueueOwnedIds.add(dataId);
  return webgpu.tensorMap.get(dataId).resource as GPUBuffer;
}

/** Whether nobody but one tensor sees a buffer. */
export const isUnshared = (webgpu: WebgpuBackend, { dataId }: TensorInfo): boolean =>
  webgpu.refCount(dataId) === 1 && webgpu.tensorMap.get(dataId).external !== true;

const uncached = new WeakSet<TensorData>();

/**
 * Keeps TensorFlow.js from remembering values of a tensor that changes in place.
 *
 * It remembers what `data()` has read. Forgetting that at each change is not enough: a read that
 * began before a change ends after it, and would leave the old values for everyone who reads later.
 */
export function neverCache(webgpu: WebgpuBackend, { dataId }: TensorInfo): void {
  const data = webgpu.tensorMap.get(dataId);
  if (uncached.has(data)) return;
  Object.defineProperty(data, 'values', { get: () => null, set: () => {}, enumerable: true });
  uncached.add(data);
}

/** A buffer that is free again after the commands that are being recorded. */
export function scratch(webgpu: WebgpuBackend, bytes: number): GPUBuffer {
  const buffer = webgpu.bufferManager.acquireBuffer(bytes, storage());
  webgpu.uniformPendingDisposal.push(buffer);
  return buffer;
}

/** One dispatch of a compute shader. */
export interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  /** Contents of the uniform buffer at binding 0. */
  readonly numbers: ArrayBuffer;
  /** Storage buffers from binding 1 on. */
  readonly buffers: readonly GPUBuffer[];
  readonly groups: number;
}

/** Records a dispatch among those of TensorFlow.js. */
export function dispatch(
  webgpu: WebgpuBackend,
  { pipeline, numbers, buffers, groups }: Dispatch,
): void {
  const { device, queue } = webgpu;
  // Not one buffer written again and again: earlier dispatches that read it may not be submitted.
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const uniforms = webgpu.bufferManager.acquireBuffer(numbers.byteLength, usage);
  webgpu.uniformPendingDisposal.push(uniforms);
  queue.writeBuffer(uniforms, 0, numbers);
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [uniforms, ...buffers].map((buffer, binding) => ({ binding, resource: { buffer } })),
  });

  webgpu.ensureCommandEncoderReady();
  webgpu.computePassEncoder ??= (webgpu.commandEncoder as GPUCommandEncoder).beginComputePass();
  const pass = webgpu.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  const rows = Math.ceil(groups / device.limits.maxComputeWorkgroupsPerDimension);
  pass.dispatchWorkgroups(Math.ceil(groups / rows), rows);
  webgpu.dispatchCountInPass++;
}

/** Records a copy of the first bytes of one buffer to a place in another. */
export function copy(
  webgpu: WebgpuBackend,
  [source, sourceOffset]: readonly [GPUBuffer, number],
  [target, targetOffset]: readonly [GPUBuffer, number],
  bytes: number,
): void {
  webgpu.ensureCommandEncoderReady();
  webgpu.endComputePassEncoder();
  const encoder = webgpu.commandEncoder as GPUCommandEncoder;
  encoder.copyBufferToBuffer(source, sourceOffset, target, targetOffset, bytes);
}

/** Submits what is recorded as soon as it is as much as TensorFlow.js itself would wait for. */
export function submitIfMany(webgpu: WebgpuBackend): void {
  if (webgpu.dispatchCountInPass < env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) return;
  webgpu.endComputePassEncoder();
  webgpu.submitQueue();
}

/** Compute pipelines, made once for each device and each way to write their shader. */
export class Pipelines<Variant> {
  readonly #shaderOf: (variant: Variant) => string;
  readonly #byDevice = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

  constructor(shaderOf: (variant: Variant) => string) {
    this.#shaderOf = shaderOf;
  }

  find(device: GPUDevice, variant: Variant): GPUComputePipeline {
    const pipelines = this.#byDevice.get(device) ?? new Map<string, GPUComputePipeline>();
    this.#byDevice.set(device, pipelines);
    const key = JSON.stringify(variant);
    let pipeline = pipelines.get(key);
    if (pipeline === undefined) {
      const module = device.createShaderModule({ code: this.#shaderOf(variant) });
      pipeline = device.createComputePipeline({
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
      });
      pipelines.set(key, pipeline);
    }
    return pipeline;
  }
}
