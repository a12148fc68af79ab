import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What this adapter uses of the native binding. Tensors are numbers there. */
export interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_TYPE: number;
  createTensor(shape: readonly number[], dtype: number, values: ArrayBufferView): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array;
  executeOp(name: string, attrs: object[], inputs: number[], outputs: number): { id: number }[];
}

/** A tensor of the backend: its values until an op first needs them, from then on a handle. */
interface Entry {
  shape: number[];
  dtype: number;
  values: Float32Array | null;
  id: number;
}

/** What this adapter uses of the backend of tfjs-node. */
export interface TensorFlow {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  readonly tensorMap: { get(dataId: object): Entry; has(dataId: object): boolean };
  refCount(dataId: object): number;
  readSync(dataId: object): unknown;
  write(values: unknown, shape: number[], dtype: string): object;
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  executeSingleOutput(name: string, attrs: object[], inputs: TensorInfo[]): unknown;
  executeMultipleOutputs(name: string, attrs: object[], inputs: TensorInfo[], n: number): unknown;
}
