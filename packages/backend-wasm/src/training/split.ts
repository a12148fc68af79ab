import { backend_util, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { allocate, elements, type HostBackend } from './kernel-call.js';

interface SplitAttributes {
  readonly numOrSizeSplits: number[] | number;
  readonly axis: number;
}

/** Parts of a tensor along an axis, in one pass. The kernel of TensorFlow.js makes a view of each row of each part. */
export function splitByRows(original: KernelFunc): KernelFunc {
  return (call) => {
    const x = call.inputs.x as TensorInfo;
    if (x.dtype !== 'float32' || x.shape.includes(0)) return original(call);
    const { numOrSizeSplits, axis } = call.attrs as unknown as SplitAttributes;
    const along = util.parseAxisParam(axis, [...x.shape])[0] as number;
    const sizes = backend_util.prepareSplitSize(x as never, numOrSizeSplits, along);
    const rows = util.sizeFromShape(x.shape.slice(0, along));
    const inner = util.sizeFromShape(x.shape.slice(along + 1));
    const width = (x.shape[along] as number) * inner;
    const host = call.backend as unknown as HostBackend;
    const parts: TensorInfo[] = [];
    for (const size of sizes) {
      parts.push(allocate(host, x.shape.with(along, size), 'float32'));
    }
    const [from, ...views] = elements(host, x, ...parts);
    let begin = 0;
    views.forEach((to, i) => {
      const length = (sizes[i] as number) * inner;
      for (let row = 0, o = 0; row < rows; row++) {
        const start = row * width + begin;
        for (let at = start; at < start + length; at++, o++) to[o] = from[at] as number;
      }
      begin += length;
    });
    return parts;
  };
}
