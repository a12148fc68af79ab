import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { allocate, elements, type HostBackend } from './kernel-call.js';

interface GatherAttributes {
  readonly axis: number;
  readonly batchDims: number;
}

/**
 * Slices along the first axis, as rows of an embedding. The kernel of TensorFlow.js finds the place of each element by
 * divisions. What it refuses, it is left to refuse.
 */
export function gatherRows(original: KernelFunc): KernelFunc {
  return (call) => {
    const x = call.inputs.x as TensorInfo;
    const indices = call.inputs.indices as TensorInfo;
    const { axis, batchDims } = call.attrs as unknown as GatherAttributes;
    const isSimple = x.dtype === 'float32' && indices.dtype === 'int32' && batchDims === 0;
    if (!isSimple || axis !== 0 || x.shape.includes(0)) return original(call);
    const host = call.backend as unknown as HostBackend;
    const [rows = 0, ...rest] = x.shape;
    const [asked] = elements(host, indices);
    if (!asked.every((row) => row >= 0 && row < rows)) return original(call);
    const result = allocate(host, [...indices.shape, ...rest], 'float32');
    const [to, from, which] = elements(host, result, x, indices);
    const width = util.sizeFromShape(rest);
    let o = 0;
    for (const row of which) {
      const end = (row + 1) * width;
      for (let at = row * width; at < end; at++, o++) to[o] = from[at] as number;
    }
    return result;
  };
}
