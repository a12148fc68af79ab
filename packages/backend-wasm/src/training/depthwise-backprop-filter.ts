import {
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  Slice,
  Sum,
  type TensorInfo,
  Transpose,
} from '@tensorflow/tfjs-core';
import {
  type ConvolutionAttributes,
  filterGradientAttributes,
  geometryOf,
  type Shape4,
} from './convolution.js';
import { type HostBackend, type KernelArguments, keepResult, reshaped } from './kernel-call.js';

/**
 * Gradient of the filter of a depthwise convolution: at the tap (i, j), for channel c and its
 * output m, Σ x[n, s y + d i − top, s x + d j − left, c] · dy[n, y, x, c M + m] over n, y, x.
 *
 * Every image and channel of x is convolved with its own of dy, images and channels side by side,
 * and the images are summed.
 */
export function depthwiseBackpropFilter({ inputs, attrs, backend }: KernelArguments): TensorInfo {
  const x = inputs.x as TensorInfo;
  const dy = inputs.dy as TensorInfo;
  const attributes = attrs as unknown as ConvolutionAttributes & { filterShape: number[] };
  const name = DepthwiseConv2dNativeBackpropFilter;
  const geometry = geometryOf(name, x.shape, attributes.filterShape, attributes, true);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth } = geometry;
  const images = batchSize * inChannels;
  const gradient = keepResult(backend as unknown as HostBackend, (intermediates) => {
    const perm = [1, 2, 0, 3];
    const side = reshaped(intermediates.call(Transpose, { x }, { perm }), [
      ...[1, inHeight, inWidth, images],
    ]);
    const filter = reshaped(intermediates.call(Transpose, { x: dy }, { perm }), [
      ...[outHeight, outWidth, images, outChannels / inChannels],
    ]);
    const forward = filterGradientAttributes(geometry);
    let taps = intermediates.call(DepthwiseConv2dNative, { x: side, filter }, forward);
    // Rows of the input that the forward pass did not reach give taps beyond the filter.
    const [, height, width] = taps.shape as Shape4;
    if (height > filterHeight || width > filterWidth) {
      const size = [1, filterHeight, filterWidth, batchSize * outChannels];
      taps = intermediates.call(Slice, { x: taps }, { begin: [0, 0, 0, 0], size });
    }
    const perImage = reshaped(taps, [filterHeight * filterWidth, batchSize, outChannels]);
    return intermediates.call(Sum, { x: perImage }, { axis: [1], keepDims: false });
  });
  return reshaped(gradient, [...attributes.filterShape]);
}
