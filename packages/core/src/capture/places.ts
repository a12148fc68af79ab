import {
  type DataId,
  engine,
  type KernelBackend,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { Change } from '../optimizer/gradients/changes.js';
import type { Use } from './step-record.js';

/** Where the buffers of a replay are, and what takes back what it has changed. */
export interface Places {
  readonly backend: KernelBackend;
  /** By buffer. */
  readonly ids: (DataId | undefined)[];
  /** What the replay has changed so far beside its buffers. */
  readonly changes: Change[];
}

/** Does one node of a plan. */
export type Runner = (places: Places) => void;

/** A tensor with the buffer of a use. The caller disposes of it. */
export function tensorOf({ backend, ids }: Places, { buffer, shape, dtype }: Use): Tensor {
  const dataId = ids[buffer] as DataId;
  backend.incRef(dataId);
  const info: TensorInfo = { dataId, shape: shape.slice(), dtype };
  return engine().makeTensorFromTensorInfo(info, backend);
}

/** Lets go of a buffer, if it is there. */
export function release({ backend, ids }: Places, buffer: number): void {
  const dataId = ids[buffer];
  if (dataId === undefined) return;
  ids[buffer] = undefined;
  releaseId(backend, dataId);
}

/** Gives a reference back. */
export function releaseId(backend: KernelBackend, dataId: DataId): void {
  if (backend.disposeData(dataId)) engine().removeDataId(dataId, backend);
}
