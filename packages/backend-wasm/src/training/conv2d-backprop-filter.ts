import {
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Slice,
  type TensorInfo,
  Transpose,
} from '@tensorflow/tfjs-core';
import {
  type ConvolutionAttributes,
  filterGradientAttributes,
  type Geometry,
  geometryOf,
  type Shape4,
} from './convolution.js';
import {
  elements,
  type HostBackend,
  type Intermediates,
  type KernelArguments,
  keepResult,
  reshaped,
} from './kernel-call.js';

/** Columns are gathered up to this many elements, 32 MB. */
const columnsLimit = 2 ** 23;

/**
 * Gradient of the filter of a 2-D convolution: at the tap (i, j), from channel c to channel o,
 * Σ x[n, s y + i − top, s x + j − left, c] · dy[n, y, x, o] over n, y, x.
 *
 * It is computed in one of two ways, both on fast kernels of the backend. Where columns are few,
 * the inputs that each tap meets are gathered and multiplied by dy, as one matrix product. Where
 * they are many, x is convolved with dy, the batch in the place of the channels, which gathers
 * nothing.
 */
export function conv2DBackpropFilter({ inputs, attrs, backend }: KernelArguments): TensorInfo {
  const x = inputs.x as TensorInfo;
  const dy = inputs.dy as TensorInfo;
  const attributes = attrs as unknown as ConvolutionAttributes & { filterShape: number[] };
  const { filterShape } = attributes;
  const geometry = geometryOf(Conv2DBackpropFilter, x.shape, filterShape, attributes, false);
  const way = gathers(geometry) ? byColumns : byConvolution;
  const gradient = keepResult(backend as unknown as HostBackend, (intermediates) =>
    way(intermediates, x, dy, geometry),
  );
  return reshaped(gradient, [...filterShape]);
}

function gathers(geometry: Geometry): boolean {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth, inChannels } = geometry;
  const taps = filterHeight * filterWidth;
  const columns = taps * inChannels;
  if (taps === 1) return true;
  if (columns * batchSize * outHeight * outWidth > columnsLimit) return false;
  // Measured: the convolution's inner loop runs over the batch.
  return columns < 64 || batchSize < 8;
}

function byColumns(
  intermediates: Intermediates,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels } = geometry;
  const columns = gatherColumns(intermediates, x, geometry);
  const rows = reshaped(dy, [batchSize * outHeight * outWidth, outChannels]);
  return intermediates.call(
    BatchMatMul,
    { a: columns, b: rows },
    { transposeA: false, transposeB: false },
  );
}

/** The inputs that each tap and channel of the filter meets: [taps · channels, batch · outputs]. */
function gatherColumns(
  intermediates: Intermediates,
  x: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = geometry;
  const rows = filterHeight * filterWidth * inChannels;
  const columns = intermediates.allocate([rows, batchSize * outHeight * outWidth]);
  const [to, from] = elements(intermediates.backend, columns, x);
  const step = strideWidth * inChannels;
  let o = 0;
  for (let row = 0; row < rows; row++) {
    const channel = row % inChannels;
    const tap = (row - channel) / inChannels;
    const dx = (tap % filterWidth) - padInfo.left;
    const dy = Math.floor(tap / filterWidth) - padInfo.top;
    // Outputs before `first` and from `end` on meet padding.
    const first = Math.min(outWidth, Math.max(0, Math.ceil(-dx / strideWidth)));
    const end = Math.max(first, Math.min(outWidth, Math.ceil((inWidth - dx) / strideWidth)));
    for (let image = 0; image < batchSize; image++) {
      for (let outRow = 0; outRow < outHeight; outRow++) {
        const inRow = outRow * strideHeight + dy;
        const next = o + outWidth;
        if (inRow >= 0 && inRow < inHeight) {
          const column = first * strideWidth + dx;
          let i = ((image * inHeight + inRow) * inWidth + column) * inChannels + channel;
          const past = o + end;
          for (let skipped = 0; skipped < first; skipped++) to[o++] = 0;
          while (o < past) {
            to[o++] = from[i] as number;
            i += step;
          }
        }
        while (o < next) to[o++] = 0;
      }
    }
  }
  return columns;
}

function byConvolution(
  intermediates: Intermediates,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: Geometry,
): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = geometry;
  const images = intermediates.call(Transpose, { x }, { perm: [3, 1, 2, 0] });
  const filter = intermediates.call(Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
  const attributes = filterGradientAttributes(geometry);
  let taps = intermediates.call(Conv2D, { x: images, filter }, attributes);
  // Rows of the input that the forward pass did not reach give taps beyond the filter.
  const [, height, width] = taps.shape as Shape4;
  if (height > filterHeight || width > filterWidth) {
    const size = [inChannels, filterHeight, filterWidth, outChannels];
    taps = intermediates.call(Slice, { x: taps }, { begin: [0, 0, 0, 0], size });
  }
  return intermediates.call(Transpose, { x: taps }, { perm: [1, 2, 0, 3] });
}
