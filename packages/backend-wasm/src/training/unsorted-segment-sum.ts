import { type TensorInfo, UnsortedSegmentSum } from '@tensorflow/tfjs-core';
import {
  allocate,
  elements,
  type HostBackend,
  type KernelArguments,
  refuse,
} from './kernel-call.js';

/**
 * Sums the slices of x along its first axis that have the same segment id: the gradient of
 * `gather`, and so of embeddings. Slices whose id is negative or not below `numSegments` are left
 * out, as on the other backends. Of ids it takes one axis.
 */
export function unsortedSegmentSum({ inputs, attrs, backend }: KernelArguments): TensorInfo {
  const host = backend as unknown as HostBackend;
  const x = inputs.x as TensorInfo;
  const segmentIds = inputs.segmentIds as TensorInfo;
  const { numSegments } = attrs as unknown as { numSegments: number };
  const count = x.shape[0] as number;
  if (segmentIds.shape.length !== 1 || segmentIds.shape[0] !== count) {
    refuse(UnsortedSegmentSum, `ids [${segmentIds.shape}] for x [${x.shape}]`, `ids [${count}]`);
  }
  const shape = [numSegments, ...x.shape.slice(1)];
  // The other tensors may be moved here, so the memory has grown before `elements` looks.
  const result = allocate(host, shape, x.dtype === 'int32' ? 'int32' : 'float32');
  const [to, from, ids] = elements(host, result, x, segmentIds);
  const length = count === 0 ? 0 : from.length / count;
  to.fill(0);
  for (let slice = 0; slice < count; slice++) {
    const id = ids[slice] as number;
    if (id < 0 || id >= numSegments) continue;
    let o = id * length;
    const end = (slice + 1) * length;
    for (let i = slice * length; i < end; i++, o++) to[o] = (to[o] as number) + (from[i] as number);
  }
  return result;
}
