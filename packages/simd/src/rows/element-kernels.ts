import type { ElementOperation, ElementType, RowNode } from './row-program.js';

/** Adds a node to a row program and returns its position. */
export type AddNode = (node: RowNode) => number;

/** How a kernel of TensorFlow.js computes an element. */
export interface ElementKernel {
  /** Types of its inputs, in their order, and of its output. */
  readonly takes: readonly ElementType[];
  readonly makes: ElementType;
  /** Adds what it computes of its inputs. */
  build(add: AddNode, args: readonly number[], attrs: Readonly<Record<string, unknown>>): number;
}

type Build = (
  add: AddNode,
  args: readonly [number, number, number],
  attrs: Readonly<Record<string, unknown>>,
) => number;

const kernel = (
  takes: readonly ElementType[],
  makes: ElementType,
  build: Build,
): ElementKernel => ({
  takes,
  makes,
  build: (add, args, attrs) => build(add, args as [number, number, number], attrs),
});

const ofOne = (build: Build) => kernel(['float32'], 'float32', build);

const ofTwo = (build: Build) => kernel(['float32', 'float32'], 'float32', build);

const comparison = (build: Build) => kernel(['float32', 'float32'], 'bool', build);

const operation = (op: ElementOperation, ...args: number[]): RowNode => ({ op, args });

const constant = (value: number): RowNode => ({ op: 'constant', value });

const or = (add: AddNode, a: number, b: number) => add(operation('where', a, a, b));

function not(add: AddNode, a: number): number {
  const zero = add(constant(0));
  const always = add(operation('equal', zero, zero));
  return add(operation('where', a, zero, always));
}

/** `a < b` or `a = b` */
const upTo = (add: AddNode, a: number, b: number) =>
  or(add, add(operation('less', a, b)), add(operation('equal', a, b)));

/** Of even powers of x, the highest first, in (tanh x − x) / x³ for |x| < 0.625. S. Moshier, Cephes, `tanhf` (1987). */
const tanhCoefficients = [
  -5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1,
] as const;

function tanh(add: AddNode, x: number): number {
  const square = add(operation('mul', x, x));
  const [first, ...others] = tanhCoefficients;
  const sum = others.reduce(
    (so, next) => add(operation('add', add(operation('mul', so, square)), add(constant(next)))),
    add(constant(first)),
  );
  const cube = add(operation('mul', square, x));
  const near = add(operation('add', add(operation('mul', sum, cube)), x));
  // Elsewhere 1 − 2 / (e²ˣ + 1), of |x|.
  const size = add(operation('abs', x));
  const power = add(operation('exp', add(operation('add', size, size))));
  const [one, two] = [add(constant(1)), add(constant(2))];
  const quotient = add(operation('div', two, add(operation('add', power, one))));
  const far = add(operation('sub', one, quotient));
  const isNegative = add(operation('less', x, add(constant(0))));
  const signed = add(operation('where', isNegative, add(operation('neg', far)), far));
  const isNear = add(operation('less', size, add(constant(0.625))));
  return add(operation('where', isNear, near, signed));
}

/** Kernels that compute each element on its own, by name. Each rounds as that of the wasm backend does, where every operation rounds once. */
export const elementKernels: Readonly<Record<string, ElementKernel>> = {
  Add: ofTwo((add, [a, b]) => add(operation('add', a, b))),
  Sub: ofTwo((add, [a, b]) => add(operation('sub', a, b))),
  Multiply: ofTwo((add, [a, b]) => add(operation('mul', a, b))),
  RealDiv: ofTwo((add, [a, b]) => add(operation('div', a, b))),
  Maximum: ofTwo((add, [a, b]) => add(operation('larger', a, b))),
  Minimum: ofTwo((add, [a, b]) => add(operation('smaller', a, b))),
  SquaredDifference: ofTwo((add, [a, b]) => {
    const difference = add(operation('sub', a, b));
    return add(operation('mul', difference, difference));
  }),

  Neg: ofOne((add, [x]) => add(operation('neg', x))),
  Abs: ofOne((add, [x]) => add(operation('abs', x))),
  Square: ofOne((add, [x]) => add(operation('mul', x, x))),
  Sqrt: ofOne((add, [x]) => add(operation('sqrt', x))),
  Rsqrt: ofOne((add, [x]) => add(operation('div', add(constant(1)), add(operation('sqrt', x))))),
  Reciprocal: ofOne((add, [x]) => add(operation('div', add(constant(1)), x))),
  Relu: ofOne((add, [x]) => {
    const zero = add(constant(0));
    // NaN stays NaN, and −0 becomes 0 when 0 is added.
    return add(operation('add', add(operation('larger', x, zero)), zero));
  }),
  Step: ofOne((add, [x], { alpha = 0 }) => {
    const isPositive = add(operation('less', add(constant(0)), x));
    const [one, other] = [add(constant(1)), add(constant(alpha as number))];
    const step = add(operation('where', isPositive, one, other));
    // NaN stays NaN.
    return add(operation('where', add(operation('equal', x, x)), step, x));
  }),
  Exp: ofOne((add, [x]) => add(operation('exp', x))),
  Log: ofOne((add, [x]) => add(operation('log', x))),
  Tanh: ofOne((add, [x]) => tanh(add, x)),

  Less: comparison((add, [a, b]) => add(operation('less', a, b))),
  LessEqual: comparison((add, [a, b]) => upTo(add, a, b)),
  Greater: comparison((add, [a, b]) => add(operation('less', b, a))),
  GreaterEqual: comparison((add, [a, b]) => upTo(add, b, a)),
  Equal: comparison((add, [a, b]) => add(operation('equal', a, b))),
  NotEqual: comparison((add, [a, b]) => not(add, add(operation('equal', a, b)))),
  LogicalAnd: kernel(['bool', 'bool'], 'bool', (add, [a, b]) => add(operation('where', a, b, a))),
  LogicalOr: kernel(['bool', 'bool'], 'bool', (add, [a, b]) => or(add, a, b)),
  LogicalNot: kernel(['bool'], 'bool', (add, [a]) => not(add, a)),
  Select: kernel(['bool', 'float32', 'float32'], 'float32', (add, [condition, a, b]) =>
    add(operation('where', condition, a, b)),
  ),
  Cast: kernel(['bool'], 'float32', (add, [a]) =>
    add(operation('where', a, add(constant(1)), add(constant(0)))),
  ),
};
