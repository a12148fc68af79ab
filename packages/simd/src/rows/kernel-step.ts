/** A tensor as a kernel sees it. */
export interface KernelTensor {
  /** Number of the buffer. */
  readonly buffer: number;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A kernel of TensorFlow.js with one output. */
export interface KernelStep {
  readonly name: string;
  /** In the order of the kernel. */
  readonly inputs: readonly KernelTensor[];
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly output: KernelTensor;
}

/** What a kernel does with a row or a column, apart from elements. */
export type Reduction = 'rowSum' | 'rowMean' | 'rowMax' | 'columnSum' | 'softmax';

const names: Readonly<Record<string, Reduction>> = {
  Sum: 'rowSum',
  Mean: 'rowMean',
  Max: 'rowMax',
  Softmax: 'softmax',
};

/** The reduction that a kernel is, and the number of elements that it goes over or, for a sum of rows, keeps. */
export function reductionOf({
  name,
  inputs,
  attrs,
}: KernelStep): { readonly kind: Reduction; readonly columns: number } | undefined {
  const kind = names[name];
  const shape = inputs[0]?.shape ?? [];
  if (kind === undefined) return undefined;
  const axes = kind === 'softmax' ? [shape.length - 1] : axesOf(attrs, shape.length);
  const others = shape.filter((_, axis) => !axes.includes(axis));
  const [reduced, kept] = [axes.map((axis) => shape[axis] as number), others].map((lengths) =>
    lengths.reduce((product, length) => product * length, 1),
  ) as [number, number];
  if (axes.every((axis) => axis >= shape.length - axes.length)) return { kind, columns: reduced };
  const isOfRows = kind === 'rowSum' && axes.every((axis) => axis < axes.length);
  return isOfRows && reduced > 1 && kept > 1 ? { kind: 'columnSum', columns: kept } : undefined;
}

function axesOf(attrs: KernelStep['attrs'], rank: number): readonly number[] {
  const axis = attrs.axis ?? attrs.reductionIndices;
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, i) => i);
  return [axis as number | number[]].flat().map((one) => (one < 0 ? one + rank : one));
}
