import { type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type HostBackend, keepResult, only, reshaped } from './kernel-call.js';
import { multiplierOf } from './product.js';

interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * A sum over the first axes, as the gradient of a bias is one: a product with a row of ones. The kernel of TensorFlow.js
 * transposes first. The sums are the same, to the bit.
 */
export function sumByProduct(original: KernelFunc): KernelFunc {
  return (call) => {
    const x = call.inputs.x as TensorInfo;
    const { axis, keepDims } = call.attrs as unknown as SumAttributes;
    const axes = util.parseAxisParam(axis, [...x.shape]);
    const isOfFirst = axes.every((one) => one < axes.length);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    const rest = x.shape.slice(axes.length);
    const columns = util.sizeFromShape(rest);
    const multiplier = multiplierOf(call.backend);
    const fits = x.dtype === 'float32' && isOfFirst && rows > 1 && columns > 1;
    if (!fits || multiplier === undefined) return only(original(call));
    const sums = keepResult(call.backend as unknown as HostBackend, (intermediates) => {
      const result = intermediates.allocate(rest);
      const { product, addressOf, one } = multiplier;
      product({
        ...{ a: one(), b: addressOf(x), c: addressOf(result) },
        ...{ m: 1, k: rows, n: columns, rowStep: 0, columnStep: 0, adds: false },
      });
      return result;
    });
    return keepDims ? reshaped(sums, [...axes.map(() => 1), ...rest]) : sums;
  };
}
