import { type KernelFunc, type TensorInfo, Transpose, util } from '@tensorflow/tfjs-core';
import { takeUnpacked } from '../unpacked.js';
import {
  elements,
  type HostBackend,
  type Intermediates,
  type KernelArguments,
  keepResult,
  only,
  reshaped,
} from './kernel-call.js';

interface MatMulAttributes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** Measured: below these many products a transposition, or a launch for each matrix, costs more. */
const leastProducts = 2 ** 14;
const leastProductsPerMatrix = 2 ** 15;

/** Measured: packing an element takes as long as transposing six. */
const transpositionsPerPacking = 6;

/**
 * A matrix product that stays on the fast path of the backend, which knows neither transposition
 * nor batches: operands are transposed first, and a batch is taken matrix by matrix. Weights that a step
 * has just written are the left operand, (Bᵀ Aᵀ)ᵀ, where that saves more packing than it costs.
 */
export function fastMatMul(original: KernelFunc): KernelFunc {
  return (call) => {
    const plan = planOf(call);
    if (plan === undefined) return only(original(call));
    const host = call.backend as unknown as HostBackend;
    const { batch, m, k, n, outer } = plan;
    const product = keepResult(host, (intermediates) => {
      const { a, b } = untransposed(intermediates, call);
      const multiply = (left: TensorInfo, right: TensorInfo) =>
        only(
          original({
            inputs: { a: left, b: right },
            attrs: { ...call.attrs, transposeA: false, transposeB: false },
            backend: call.backend,
          }),
        );
      if (batch === 1 && plan.isTurned) {
        const transposed = (x: TensorInfo) =>
          intermediates.call(Transpose, { x: reshaped(x, x.shape.slice(-2)) }, { perm: [1, 0] });
        return transposed(intermediates.keep(multiply(transposed(b), transposed(a))));
      }
      if (batch === 1) return intermediates.keep(multiply(a, b));
      const result = intermediates.allocate([batch, m, n]);
      const many = (matrix: TensorInfo) => util.sizeFromShape(matrix.shape.slice(0, -2)) > 1;
      for (let i = 0; i < batch; i++) {
        const left = new Window(host, a, [m, k], many(a) ? i : 0);
        const right = new Window(host, b, [k, n], many(b) ? i : 0);
        try {
          const part = multiply(left.tensor, right.tensor);
          const [to, from] = elements(host, result, part);
          to.set(from, i * m * n);
          host.disposeData(part.dataId);
        } finally {
          left.close();
          right.close();
        }
      }
      return result;
    });
    return reshaped(product, [...outer, m, n]);
  };
}

/** The fused matrix product without transposition, where that is faster. */
export function fastFusedMatMul(original: KernelFunc): KernelFunc {
  return (call) => {
    const plan = planOf(call);
    if (plan === undefined || plan.batch > 1) return only(original(call));
    return keepResult(call.backend as unknown as HostBackend, (intermediates) => {
      const inputs = { ...call.inputs, ...untransposed(intermediates, call) };
      const attrs = { ...call.attrs, transposeA: false, transposeB: false };
      return intermediates.keep(only(original({ inputs, attrs, backend: call.backend })));
    });
  };
}

/** Sizes of a product that is faster by our way, [batch, m, k] times [batch, k, n]. */
function planOf({ inputs, attrs }: KernelArguments) {
  const a = inputs.a as TensorInfo;
  const b = inputs.b as TensorInfo;
  const { transposeA = false, transposeB = false } = attrs as unknown as MatMulAttributes;
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [n, inner] = transposeB ? [rowsB, columnsB] : [columnsB, rowsB];
  const outerA = a.shape.slice(0, -2);
  const outerB = b.shape.slice(0, -2);
  const batchA = util.sizeFromShape(outerA);
  const batchB = util.sizeFromShape(outerB);
  const batch = Math.max(batchA, batchB);
  const outer = batchA >= batchB ? outerA : outerB;
  const floats = a.dtype === 'float32' && b.dtype === 'float32';
  const alike = util.arraysEqual(outerA, outerB) || Math.min(batchA, batchB) === 1;
  // What is wrong or empty is for the kernel of TensorFlow.js to answer.
  if (!floats || !alike || k !== inner || outerA.length !== outerB.length) return undefined;
  const products = m * k * n;
  const transposes = transposeA || transposeB;
  const isTurned = batch === 1 && !transposes && savesPacking(m, k, n) && takeUnpacked(b.dataId);
  const faster =
    batch === 1
      ? (transposes || isTurned) && products >= leastProducts
      : products >= leastProductsPerMatrix;
  return faster ? { batch, m, k, n, outer, isTurned } : undefined;
}

/** Whether packing the left operand and transposing all three takes less than packing the right one. */
const savesPacking = (m: number, k: number, n: number): boolean =>
  transpositionsPerPacking * m * k + m * k + k * n + m * n < transpositionsPerPacking * k * n;

function untransposed(intermediates: Intermediates, { inputs, attrs }: KernelArguments) {
  const { transposeA = false, transposeB = false } = attrs as unknown as MatMulAttributes;
  const turned = (x: TensorInfo) => {
    const rank = x.shape.length;
    const perm = x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
    return intermediates.call(Transpose, { x }, { perm });
  };
  const a = inputs.a as TensorInfo;
  const b = inputs.b as TensorInfo;
  return { a: transposeA ? turned(a) : a, b: transposeB ? turned(b) : b };
}

/** One matrix of a batch, as a tensor over the same memory. */
class Window {
  readonly tensor: TensorInfo;
  readonly #backend: HostBackend;

  constructor(backend: HostBackend, batch: TensorInfo, shape: number[], index: number) {
    const { memoryOffset } = backend.dataIdMap.get(batch.dataId);
    const bytes = 4 * util.sizeFromShape(shape);
    this.#backend = backend;
    this.tensor = backend.makeOutput(shape, 'float32', memoryOffset + index * bytes);
  }

  /** Forgets the tensor. Its memory belongs to the batch, so it is not freed. */
  close(): void {
    const { dataIdMap, wasm } = this.#backend;
    wasm.tfjs.disposeData(dataIdMap.get(this.tensor.dataId).id);
    dataIdMap.delete(this.tensor.dataId);
  }
}
