import {
  Conv2D,
  Conv2DBackpropInput,
  type KernelFunc,
  Reverse,
  type TensorInfo,
  Transpose,
} from '@tensorflow/tfjs-core';
import {
  type ConvolutionAttributes,
  type Geometry,
  geometryOf,
  spreadForInput,
} from './convolution.js';
import { type HostBackend, keepResult, only } from './kernel-call.js';

/**
 * Gradient of the input of a 2-D convolution, as a convolution of dy with the reversed filter: an
 * input meets each tap at the place that the tap read it from. The kernel of TensorFlow.js is a
 * plain loop and up to 14 times slower; it stays where it is the faster one.
 */
export function byConvolution(original: KernelFunc): KernelFunc {
  return (call) => {
    const dy = call.inputs.dy as TensorInfo;
    const filter = call.inputs.filter as TensorInfo;
    const attributes = call.attrs as unknown as ConvolutionAttributes & { inputShape: number[] };
    if (attributes.dataFormat === 'NCHW') return only(original(call));
    const shape = attributes.inputShape;
    const geometry = geometryOf(Conv2DBackpropInput, shape, filter.shape, attributes, false);
    if (!paysOff(geometry)) return only(original(call));
    return keepResult(call.backend as unknown as HostBackend, (intermediates) => {
      const reversed = intermediates.call(Reverse, { x: filter }, { dims: [0, 1] });
      const swapped = intermediates.call(Transpose, { x: reversed }, { perm: [0, 1, 3, 2] });
      const spread = spreadForInput(intermediates, dy, geometry);
      return intermediates.call(
        Conv2D,
        { x: spread.dy, filter: swapped },
        { strides: [1, 1], dilations: [1, 1], pad: spread.pad, dataFormat: 'NHWC' },
      );
    });
  };
}

/** Measured: the launches cost as much as some 10⁴ products, zeros between elements cost theirs. */
function paysOff(geometry: Geometry): boolean {
  const { outShape, filterHeight, filterWidth, inChannels, strideHeight, strideWidth } = geometry;
  const products = outShape.reduce((a, b) => a * b, filterHeight * filterWidth * inChannels);
  const spread = strideHeight * strideWidth;
  return products >= 2 ** 17 && (spread === 1 || (inChannels >= 4 && spread <= 9));
}
