import type { RowNode } from './row-program.js';

/** Adds a node to a row program and returns its position. */
export type AddNode = (node: RowNode) => number;

/** How a kernel of TensorFlow.js computes an element of elements. */
type ElementKernel = (
  add: AddNode,
  args: readonly [number, number],
  attrs: Readonly<Record<string, unknown>>,
) => number;

const operation =
  (op: 'add' | 'sub' | 'mul' | 'div' | 'larger' | 'smaller'): ElementKernel =>
  (add, args) =>
    add({ op, args });

const function1 =
  (op: 'neg' | 'abs' | 'sqrt' | 'exp' | 'log'): ElementKernel =>
  (add, [x]) =>
    add({ op, args: [x] });

const constant = (add: AddNode, value: number) => add({ op: 'constant', value });

/** Kernels that compute each element on its own, by name. Each rounds as that of the wasm backend does, where every operation rounds once. */
export const elementKernels: Readonly<Record<string, ElementKernel>> = {
  Add: operation('add'),
  Sub: operation('sub'),
  Multiply: operation('mul'),
  RealDiv: operation('div'),
  Maximum: operation('larger'),
  Minimum: operation('smaller'),
  Neg: function1('neg'),
  Abs: function1('abs'),
  Sqrt: function1('sqrt'),
  Exp: function1('exp'),
  Log: function1('log'),
  Square: (add, [x]) => add({ op: 'mul', args: [x, x] }),
  Reciprocal: (add, [x]) => add({ op: 'div', args: [constant(add, 1), x] }),
  Rsqrt(add, [x]) {
    return add({ op: 'div', args: [constant(add, 1), add({ op: 'sqrt', args: [x] })] });
  },
  SquaredDifference(add, [a, b]) {
    const difference = add({ op: 'sub', args: [a, b] });
    return add({ op: 'mul', args: [difference, difference] });
  },
  Relu(add, [x]) {
    const zero = constant(add, 0);
    // NaN stays NaN, and −0 becomes 0 when 0 is added.
    return add({ op: 'add', args: [add({ op: 'larger', args: [x, zero] }), zero] });
  },
  Step(add, [x], { alpha = 0 }) {
    const isPositive = add({ op: 'less', args: [constant(add, 0), x] });
    const args = [isPositive, constant(add, 1), constant(add, alpha as number)];
    // NaN stays NaN.
    const isNumber = add({ op: 'equal', args: [x, x] });
    return add({ op: 'where', args: [isNumber, add({ op: 'where', args }), x] });
  },
};
