import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { elements, type Intermediates, refuse } from './kernel-call.js';

/** Attributes of the gradient kernels of convolutions. */
export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly dilations?: [number, number] | number;
  readonly pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  readonly dataFormat?: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Shape of a tensor of rank 4. */
export type Shape4 = [number, number, number, number];

/** Sizes, strides, dilations and padding of a convolution. */
export type Geometry = backend_util.Conv2DInfo;

/** The convolution whose gradient a kernel is asked for. Only channels last, as the forward pass. */
export function geometryOf(
  kernelName: string,
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations, pad, dataFormat, dimRoundingMode }: ConvolutionAttributes,
  depthwise: boolean,
): Geometry {
  if (dataFormat === 'NCHW') refuse(kernelName, 'the data format NCHW', 'NHWC');
  return backend_util.computeConv2DInfo(
    inputShape as Shape4,
    filterShape as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
}

/** Explicit padding in the form that the convolution kernels take. */
export function padding(top: number, bottom: number, left: number, right: number) {
  return [[0, 0], [top, bottom], [left, right], [0, 0]]; // biome-ignore format: one pair per axis
}

/**
 * Attributes of the convolution over space that gives the gradient of a filter: the input is
 * convolved with the gradient of the output, whose elements lie as far apart as the strides, and
 * moves by the dilations from one tap of the filter to the next.
 */
export function filterGradientAttributes(geometry: Geometry) {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = geometry;
  const reach = (size: number, step: number, count: number, dilation: number) =>
    (size - 1) * step + (count - 1) * dilation + 1;
  const height = reach(outHeight, strideHeight, filterHeight, dilationHeight);
  const width = reach(outWidth, strideWidth, filterWidth, dilationWidth);
  return {
    strides: [dilationHeight, dilationWidth],
    dilations: [strideHeight, strideWidth],
    pad: padding(
      padInfo.top,
      Math.max(0, height - inHeight - padInfo.top),
      padInfo.left,
      Math.max(0, width - inWidth - padInfo.left),
    ),
    dataFormat: 'NHWC',
  };
}

/**
 * The gradient of the output and the padding with which a convolution of stride 1 with the
 * reversed filter gives the gradient of the input. With strides the elements are moved apart,
 * zeros between them; what a padding wider than the filter added is cut off.
 */
export function spreadForInput(
  intermediates: Intermediates,
  dy: TensorInfo,
  geometry: Geometry,
): { dy: TensorInfo; pad: number[][] } {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = geometry;
  const reachHeight = (filterHeight - 1) * dilationHeight;
  const reachWidth = (filterWidth - 1) * dilationWidth;
  const top = reachHeight - padInfo.top;
  const left = reachWidth - padInfo.left;
  const bottom = inHeight + padInfo.top - (outHeight - 1) * strideHeight - 1;
  const right = inWidth + padInfo.left - (outWidth - 1) * strideWidth - 1;
  const together = strideHeight === 1 && strideWidth === 1;
  if (together && Math.min(top, bottom, left, right) >= 0) {
    return { dy, pad: padding(top, bottom, left, right) };
  }
  const [batch, , , channels] = dy.shape as Shape4;
  const height = inHeight + reachHeight;
  const width = inWidth + reachWidth;
  const spread = intermediates.allocate([batch, height, width, channels]);
  const [to, from] = elements(intermediates.backend, spread, dy);
  to.fill(0);
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < outHeight; row++) {
      const y = top + row * strideHeight;
      if (y < 0 || y >= height) continue;
      for (let column = 0; column < outWidth; column++) {
        const x = left + column * strideWidth;
        if (x < 0 || x >= width) continue;
        let i = ((image * outHeight + row) * outWidth + column) * channels;
        let o = ((image * height + y) * width + x) * channels;
        for (let channel = 0; channel < channels; channel++) to[o++] = from[i++] as number;
      }
    }
  }
  return { dy: spread, pad: padding(0, 0, 0, 0) };
}
