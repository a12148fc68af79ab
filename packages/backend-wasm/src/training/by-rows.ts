import { reductionOf, rowsOf } from '@nadir/simd';
import { backend_util, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { WasmBackend } from '../memory.js';
import { RowKernel } from '../row-kernel.js';
import { allocate, type HostBackend, type KernelArguments, only } from './kernel-call.js';
import { multiplierOf } from './product.js';

/**
 * A kernel of one input by the loops that captured steps are fused of, so that it rounds the same when it runs alone. They take
 * exponentials and logarithms of four elements at a time, and sum a row in four parts, where the kernels of TensorFlow.js go from element to element.
 */
export function byRows(name: string): (original: KernelFunc) => KernelFunc {
  const step = (shape: readonly number[], attrs: KernelArguments['attrs']) => {
    const tensor = { shape, dtype: 'float32' };
    const inputs = [{ ...tensor, buffer: 0 }];
    return { name, inputs, attrs: attrs ?? {}, output: { ...tensor, buffer: 1 } };
  };
  // The program is the same for all shapes.
  const example = step([2, 2], { axis: 1, reductionIndices: 1 });
  const rows = rowsOf([example], [1]) as NonNullable<ReturnType<typeof rowsOf>>;
  const kernel = new RowKernel(rows.program, []);
  const isReduction = reductionOf(example) !== undefined;
  return (original) => (call) => {
    const x = (call.inputs.x ?? call.inputs.logits) as TensorInfo;
    const size = util.sizeFromShape(x.shape);
    const reduction = isReduction ? reductionOf(step(x.shape, call.attrs)) : undefined;
    const fits = !isReduction || (reduction !== undefined && reduction.kind !== 'columnSum');
    if (!fits || x.dtype !== 'float32' || size === 0 || !multiplierOf(call.backend)) {
      return only(original(call));
    }
    const columns = reduction?.columns ?? size;
    const isRow = reduction !== undefined && reduction.kind !== 'softmax';
    const shape = isRow ? reducedShape(call, x) : x.shape.slice();
    const result = allocate(call.backend as unknown as HostBackend, shape, 'float32');
    kernel.run(call.backend as unknown as WasmBackend, size / columns, columns, [x], [result]);
    return result;
  };
}

interface ReductionAttributes {
  readonly axis: number | number[];
  readonly reductionIndices?: number | number[];
  readonly keepDims: boolean;
}

function reducedShape({ attrs }: KernelArguments, { shape }: TensorInfo): number[] {
  const { axis, reductionIndices = axis, keepDims } = attrs as unknown as ReductionAttributes;
  const axes = util.parseAxisParam(reductionIndices, shape);
  const [outer] = backend_util.computeOutAndReduceShapes(shape, axes);
  return keepDims ? backend_util.expandShapeToKeepDim(outer, axes) : outer;
}
