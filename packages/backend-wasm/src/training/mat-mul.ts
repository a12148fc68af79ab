import { type KernelFunc, Relu, type TensorInfo, Transpose, util } from '@tensorflow/tfjs-core';
import {
  type HostBackend,
  type Intermediates,
  type KernelArguments,
  keepResult,
  only,
} from './kernel-call.js';
import { type Multiplier, multiplierOf } from './product.js';

interface MatMulAttributes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly activation?: string;
}

/** Products of a matrix from which the threads of the backend are worth their start. */
const leastThreaded = 2 ** 20;

/**
 * A matrix product in a loop of our own. The kernel of TensorFlow.js puts the right operand in an order of its own first, which
 * training pays for at each step, and for transposed operands and batches it falls back on plain loops. The sums are the same, to
 * the bit.
 */
export function fastMatMul(original: KernelFunc): KernelFunc {
  return (call) => {
    const sizes = sizesOf(call);
    const multiplier = multiplierOf(call.backend);
    if (sizes === undefined || multiplier === undefined) return only(original(call));
    return keepResult(call.backend as unknown as HostBackend, (intermediates) => {
      if (isForThreads(multiplier, sizes)) return untransposed(intermediates, call, original);
      const result = intermediates.allocate([...sizes.outer, sizes.m, sizes.n]);
      multiply(multiplier, intermediates, call, sizes, result, false);
      return result;
    });
  };
}

/** The same with a bias for each column, where sums begin, and with a ReLU at the end if one is asked for. */
export function fastFusedMatMul(original: KernelFunc): KernelFunc {
  return (call) => {
    const sizes = sizesOf(call);
    const multiplier = multiplierOf(call.backend);
    const { activation = 'linear' } = call.attrs as unknown as MatMulAttributes;
    const { bias } = call.inputs;
    const isSimple =
      (activation === 'linear' || activation === 'relu') &&
      (bias == null || (bias.dtype === 'float32' && bias.shape.join() === `${sizes?.n}`));
    if (sizes === undefined || multiplier === undefined || !isSimple) return only(original(call));
    return keepResult(call.backend as unknown as HostBackend, (intermediates) => {
      if (isForThreads(multiplier, sizes)) return untransposed(intermediates, call, original);
      const result = intermediates.allocate([...sizes.outer, sizes.m, sizes.n]);
      if (bias != null) fillRows(intermediates.backend, result, bias);
      multiply(multiplier, intermediates, call, sizes, result, bias != null);
      return activation === 'relu' ? intermediates.call(Relu, { x: result }) : result;
    });
  };
}

/** Sizes of a product, [batch, m, k] times [batch, k, n]. What is wrong or empty is for the kernel of TensorFlow.js to answer. */
function sizesOf({ inputs, attrs }: KernelArguments) {
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
  if (!floats || !alike || k !== inner || outerA.length !== outerB.length) return undefined;
  if (batch * m * k * n === 0) return undefined;
  return { batch, batchA, batchB, m, k, n, outer, transposeA, transposeB };
}

type Sizes = NonNullable<ReturnType<typeof sizesOf>>;

const isForThreads = ({ hasThreads }: Multiplier, { batch, m, k, n }: Sizes): boolean =>
  hasThreads && batch === 1 && m * k * n >= leastThreaded;

/** By the kernel of TensorFlow.js, which is fast only where no operand is transposed. */
function untransposed(
  intermediates: Intermediates,
  call: KernelArguments,
  original: KernelFunc,
): TensorInfo {
  const { transposeA = false, transposeB = false } = call.attrs as unknown as MatMulAttributes;
  const a = call.inputs.a as TensorInfo;
  const b = call.inputs.b as TensorInfo;
  const inputs = {
    ...call.inputs,
    a: transposeA ? transposed(intermediates, a) : a,
    b: transposeB ? transposed(intermediates, b) : b,
  };
  const attrs = { ...call.attrs, transposeA: false, transposeB: false };
  return intermediates.keep(only(original({ inputs, attrs, backend: call.backend })));
}

/** Writes the products of a batch into a tensor, or adds them to what it holds. */
function multiply(
  { product, addressOf }: Multiplier,
  intermediates: Intermediates,
  { inputs }: KernelArguments,
  { batch, batchA, batchB, m, k, n, transposeA, transposeB }: Sizes,
  result: TensorInfo,
  adds: boolean,
): void {
  const right = inputs.b as TensorInfo;
  const b = transposeB ? transposed(intermediates, right) : right;
  const [fromA, fromB, to] = [inputs.a as TensorInfo, b, result].map(addressOf) as [
    number,
    number,
    number,
  ];
  const steps = transposeA ? { rowStep: 4, columnStep: 4 * m } : { rowStep: 4 * k, columnStep: 4 };
  for (let i = 0; i < batch; i++) {
    product({
      a: fromA + (batchA > 1 ? 4 * i * m * k : 0),
      b: fromB + (batchB > 1 ? 4 * i * k * n : 0),
      c: to + 4 * i * m * n,
      ...{ m, k, n, ...steps, adds },
    });
  }
}

/** The matrices of a tensor, each transposed. */
function transposed(intermediates: Intermediates, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
  return intermediates.call(Transpose, { x }, { perm });
}

/** Writes the same row again and again. */
function fillRows(backend: HostBackend, target: TensorInfo, row: TensorInfo): void {
  const to = backend.typedArrayFromHeap(target);
  const from = backend.typedArrayFromHeap(row);
  for (let at = 0; at < to.length; at += from.length) to.set(from, at);
}
