import {
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropInput,
  Reverse,
  Sum,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, geometryOf, spreadForInput } from './convolution.js';
import { type HostBackend, type KernelArguments, keepResult, reshaped } from './kernel-call.js';

/**
 * Gradient of the input of a depthwise convolution: every channel of dy is convolved with its
 * reversed filter, and the channels that came from one input channel are summed.
 */
export function depthwiseBackpropInput({ inputs, attrs, backend }: KernelArguments): TensorInfo {
  const dy = inputs.dy as TensorInfo;
  const filter = inputs.filter as TensorInfo;
  const attributes = attrs as unknown as ConvolutionAttributes & { inputShape: number[] };
  const shape = [...attributes.inputShape];
  const name = DepthwiseConv2dNativeBackpropInput;
  const geometry = geometryOf(name, shape, filter.shape, attributes, true);
  const { filterHeight, filterWidth, inChannels, outChannels } = geometry;
  const { dilationHeight, dilationWidth } = geometry;
  const gradient = keepResult(backend as unknown as HostBackend, (intermediates) => {
    const reversed = intermediates.call(Reverse, { x: filter }, { dims: [0, 1] });
    const spread = spreadForInput(intermediates, dy, geometry);
    const perOutput = intermediates.call(
      DepthwiseConv2dNative,
      { x: spread.dy, filter: reshaped(reversed, [filterHeight, filterWidth, outChannels, 1]) },
      { strides: [1, 1], dilations: [dilationHeight, dilationWidth], pad: spread.pad },
    );
    if (outChannels === inChannels) return perOutput;
    const grouped = reshaped(perOutput, [...shape, outChannels / inChannels]);
    return intermediates.call(Sum, { x: grouped }, { axis: [4], keepDims: false });
  });
  return reshaped(gradient, shape);
}
