import {
  add,
  dot,
  exp,
  log,
  mean,
  mul,
  neg,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';

/** Names of the losses that L-BFGS was recorded with. */
export type LossName = 'rosenbrock' | 'quadratic' | 'logistic';

/** A loss written twice: for tensors, and with its gradient for numbers. */
interface Loss {
  readonly shapes: readonly (readonly number[])[];
  ofTensors(parameters: readonly Tensor[]): Scalar;
  ofNumbers(x: Float64Array): { loss: number; gradient: number[] };
}

const rosenbrock: Loss = {
  shapes: [[2]],
  ofTensors: ([p]) => {
    const [x, y] = [sum(mul(p as Tensor, [1, 0])), sum(mul(p as Tensor, [0, 1]))];
    return add(mul(100, square(sub(y, square(x)))), square(sub(1, x)));
  },
  ofNumbers: (parameters) => {
    const [x, y] = parameters as unknown as [number, number];
    const across = y - x ** 2;
    return {
      loss: 100 * across ** 2 + (1 - x) ** 2,
      gradient: [-400 * x * across - 2 * (1 - x), 200 * across],
    };
  },
};

const [rows, b] = [
  [
    [4, 1, 0],
    [1, 3, 0.5],
    [0, 0.5, 2],
  ],
  [1, -2, 0.5],
];

/** ½ xᵀAx − bᵀx, with its minimum where A x = b. */
const quadratic: Loss = {
  shapes: [[3]],
  ofTensors: ([p]) => {
    const product = dot(tensor2d(rows), p as Tensor);
    return sum(mul(p as Tensor, sub(mul(0.5, product), b)));
  },
  ofNumbers: (x) => {
    const product = rows.map((row) => inner(row, x));
    return {
      loss: inner(x, product) / 2 - inner(b, x),
      gradient: product.map((value, i) => value - (b[i] as number)),
    };
  },
};

const points = Array.from({ length: 12 }, (_, i) => [0, 1, 2].map((j) => Math.sin(1 + 3 * i + j)));
const labels = points.map((_, i) => (Math.cos(2 * i) > 0 ? 1 : -1));

/** Twelve points with labels of ±1; the last parameter has no gradient. */
const logistic: Loss = {
  shapes: [[3], [], [2]],
  ofTensors: ([w, bias]) => {
    const outputs = add(dot(tensor2d(points), w as Tensor), bias as Tensor);
    const losses = log(add(1, exp(neg(mul(tensor1d(labels), outputs)))));
    return add(mean(losses), mul(0.05, sum(square(w as Tensor))));
  },
  ofNumbers: (parameters) => {
    const [w, bias] = [parameters.subarray(0, 3), parameters[3] as number];
    const margins = points.map((point, i) => (labels[i] as number) * (inner(point, w) + bias));
    const slopes = margins.map((z, i) => -(labels[i] as number) / (1 + Math.exp(z)) / 12);
    const losses = margins.map((z) => Math.log(1 + Math.exp(-z)));
    const ofW = Array.from(w, (wj, j) => {
      const column = points.map((point) => point[j] as number);
      return 0.1 * wj + inner(slopes, column);
    });
    const one = slopes.map(() => 1);
    return {
      loss: inner(losses, one) / 12 + 0.05 * inner(w, w),
      gradient: [...ofW, inner(slopes, one), 0, 0],
    };
  },
};

function inner(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return Array.from(x).reduce((total, xi, i) => total + xi * (y[i] as number), 0);
}

/** The losses by name. */
export const losses: Readonly<Record<LossName, Loss>> = { rosenbrock, quadratic, logistic };
