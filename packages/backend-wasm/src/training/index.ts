import {
  _FusedMatMul,
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  Exp,
  GatherV2,
  getKernel,
  type KernelFunc,
  Log,
  Max,
  MaxPoolGrad,
  Mean,
  registerKernel,
  Softmax,
  SplitV,
  Sum,
  Tanh,
  UnsortedSegmentSum,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { byRows } from './by-rows.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { byConvolution } from './conv2d-backprop-input.js';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter.js';
import { depthwiseBackpropInput } from './depthwise-backprop-input.js';
import { gatherRows } from './gather.js';
import { fastFusedMatMul, fastMatMul } from './mat-mul.js';
import { byWindows } from './max-pool-grad.js';
import { splitByRows } from './split.js';
import { sumByProduct } from './sum.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** Kernels that gradients need and the wasm backend of TensorFlow.js lacks. */
const missing: Readonly<Record<string, KernelFunc>> = {
  [Conv2DBackpropFilter]: conv2DBackpropFilter,
  [DepthwiseConv2dNativeBackpropFilter]: depthwiseBackpropFilter,
  [DepthwiseConv2dNativeBackpropInput]: depthwiseBackpropInput,
  [UnsortedSegmentSum]: unsortedSegmentSum,
};

/** Kernels that it has, and that are slow where training uses them, or round otherwise than the loops of captured steps. */
const faster: Readonly<Record<string, (original: KernelFunc) => KernelFunc>> = {
  [BatchMatMul]: fastMatMul,
  [_FusedMatMul]: fastFusedMatMul,
  [Conv2DBackpropInput]: byConvolution,
  [MaxPoolGrad]: byWindows,
  [Sum]: (original) => sumByProduct(byRows(Sum)(original)),
  [Mean]: byRows(Mean),
  [Max]: byRows(Max),
  [Softmax]: byRows(Softmax),
  [Exp]: byRows(Exp),
  [Log]: byRows(Log),
  [Tanh]: byRows(Tanh),
  [SplitV]: splitByRows,
  [GatherV2]: gatherRows,
};

/** Marks a kernel as ours, also for another copy of this package: the registry is shared. */
const ours = Symbol.for('@nadir/backend-wasm/training');

/**
 * Lets models train on the TensorFlow.js backend `wasm`: registers the gradient kernels that it
 * lacks, those of conv1d, conv2d, conv2dTranspose, depthwise and separable convolutions, embeddings
 * and `gather`, and makes its matrix products, the input gradients of its convolutions and those of
 * maxima over windows as fast as its forward passes. Exponentials, logarithms, `tanh`, softmax, and sums, means and maxima of
 * rows run by the loops that captured steps are fused of.
 *
 * A kernel that is missing is added, and left alone where a version of TensorFlow.js has it. The
 * others are wrapped: where the kernel of TensorFlow.js is the faster one, it still runs. Results
 * agree within the rounding of float32, and nothing else has to change in a program.
 *
 * It can be called before or after the backend is made, once `@tensorflow/tfjs-backend-wasm` is
 * imported, and again without effect.
 *
 * @returns Names of the kernels that were added or wrapped by this call.
 * @example
 * ```ts
 * await setBackend('wasm');
 * registerTraining();
 * const gradient = grad((x: Tensor) => sum(gather(x, [0, 2])));
 * gradient(ones([3])).print(); // [1, 0, 1]
 * ```
 */
export function registerTraining(): string[] {
  const registered: string[] = [];
  for (const [kernelName, kernelFunc] of Object.entries(missing)) {
    if (getKernel(kernelName, 'wasm') != null) continue;
    registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
    registered.push(kernelName);
  }
  for (const [kernelName, wrap] of Object.entries(faster)) {
    const config = getKernel(kernelName, 'wasm');
    if (config == null || ours in config.kernelFunc) continue;
    const kernelFunc = Object.assign(wrap(config.kernelFunc), { [ours]: true });
    unregisterKernel(kernelName, 'wasm');
    registerKernel({ ...config, kernelFunc });
    registered.push(kernelName);
  }
  return registered;
}
