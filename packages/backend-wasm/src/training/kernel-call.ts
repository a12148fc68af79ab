import { ProgramError } from '@nadir/core';
import {
  type DataType,
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';

type Elements = Float32Array | Int32Array | Uint8Array;

/** What the training kernels use of the TensorFlow.js wasm backend. */
export interface HostBackend {
  readonly wasm: {
    /** Forgets a tensor in the compiled part of the backend, and what was prepared from it there. */
    readonly tfjs: { disposeData(id: number): void };
  };
  readonly dataIdMap: {
    /** Where a tensor lies. One that lies on another backend is moved here first. */
    get(dataId: object): { readonly id: number; readonly memoryOffset: number };
    delete(dataId: object): boolean;
  };
  makeOutput(shape: number[], dtype: DataType, memoryOffset?: number): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Elements;
  disposeData(dataId: object): boolean;
}

/** Arguments of a kernel, as TensorFlow.js passes them. */
export type KernelArguments = Parameters<KernelFunc>[0];

/** Throws, for a kernel, what it was given and expected. */
export function refuse(kernelName: string, got: string, expected: string): never {
  throw new ProgramError(`backend-wasm: ${kernelName} got ${got}, expected ${expected}.`);
}

/** Runs a kernel of one output that is registered for the wasm backend. */
export function callKernel(
  backend: HostBackend,
  kernelName: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs: object = {},
): TensorInfo {
  const kernel = getKernel(kernelName, 'wasm');
  if (kernel == null) refuse('training', `no kernel ${kernelName}`, 'tfjs-backend-wasm imported');
  return only(kernel.kernelFunc({ inputs, attrs: attrs as NamedAttrMap, backend }));
}

/** The output of a kernel that has one. */
export function only(outputs: TensorInfo | TensorInfo[]): TensorInfo {
  return Array.isArray(outputs) ? (outputs[0] as TensorInfo) : outputs;
}

/** The same elements in another shape. No new reference: dispose of one of the two. */
export function reshaped({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo {
  return { dataId, dtype, shape };
}

/**
 * Elements of tensors where they lie in the memory of the backend.
 *
 * They hold until the next allocation, which may grow the memory and leave them empty.
 */
export function elements<T extends TensorInfo[]>(
  backend: HostBackend,
  ...tensors: T
): { [Key in keyof T]: Elements } {
  // A tensor of another backend is moved here when it is looked up, which allocates.
  for (const { dataId } of tensors) backend.dataIdMap.get(dataId);
  const views = tensors.map((tensor) => backend.typedArrayFromHeap(tensor));
  return views as { [Key in keyof T]: Elements };
}

/** Tensors made on the way to a result. */
export class Intermediates {
  readonly backend: HostBackend;
  readonly #tensors: TensorInfo[] = [];

  constructor(backend: HostBackend) {
    this.backend = backend;
  }

  /** Runs a kernel; its output lives as long as the others. */
  call(
    kernelName: string,
    inputs: Readonly<Record<string, TensorInfo>>,
    attrs: object = {},
  ): TensorInfo {
    return this.keep(callKernel(this.backend, kernelName, inputs, attrs));
  }

  /** A float32 tensor whose elements have yet to be written. */
  allocate(shape: number[]): TensorInfo {
    return this.keep(allocate(this.backend, shape, 'float32'));
  }

  /** Takes over a tensor. */
  keep(tensor: TensorInfo): TensorInfo {
    this.#tensors.push(tensor);
    return tensor;
  }

  /** Disposes of all but one. */
  disposeBut(result?: TensorInfo): void {
    for (const tensor of this.#tensors) {
      if (tensor !== result) this.backend.disposeData(tensor.dataId);
    }
  }
}

/**
 * Runs `body` and disposes of all tensors it made but its result, which has to be one of them
 * as it was made.
 */
export function keepResult(
  backend: HostBackend,
  body: (intermediates: Intermediates) => TensorInfo,
): TensorInfo {
  const intermediates = new Intermediates(backend);
  let result: TensorInfo | undefined;
  try {
    result = body(intermediates);
    return result;
  } finally {
    intermediates.disposeBut(result);
  }
}

/** A tensor whose elements have yet to be written. TensorFlow.js itself says nothing without room. */
export function allocate(backend: HostBackend, shape: number[], dtype: DataType): TensorInfo {
  const tensor = backend.makeOutput(shape, dtype);
  if (util.sizeFromShape(shape) > 0 && backend.dataIdMap.get(tensor.dataId).memoryOffset === 0) {
    backend.disposeData(tensor.dataId);
    refuse('training', `no room for a tensor [${shape}]`, 'some in the 4 GiB of the wasm backend');
  }
  return tensor;
}
