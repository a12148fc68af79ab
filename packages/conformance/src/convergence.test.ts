import { type OptionValues, RuleInterpreter, type Transform } from '@nadir/core';
import { optimizers } from '@nadir/optim';
import { describe, expect, it } from 'vitest';

interface Target {
  readonly start: readonly number[];
  readonly minimum: readonly number[];
  gradient(x: readonly number[]): number[];
}

/** The two targets of optax's tests. */
const targets = {
  parabola: {
    start: [-1, 10, 1],
    minimum: [1, -1, 1],
    gradient: ([x = 0, y = 0, z = 0]) => [2 * (x - 1), 2 * (y + 1), 2 * (z - 1)],
  },
  Rosenbrock: {
    start: [0, 0],
    minimum: [1, 1],
    gradient: ([x = 0, y = 0]) => [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)],
  },
} as const satisfies Record<string, Target>;

type Row = readonly [
  optax: string,
  rule: string,
  options: OptionValues,
  reaches?: readonly (keyof typeof targets)[] | undefined,
  steps?: number,
];

/**
 * The optimizers of optax's `test_optimization` with the options that they have there, its defaults among them
 * where ours are others.
 */
const rows: readonly Row[] = [
  ['acprop(0.001)', 'acprop', { learningRate: 1e-3 }, undefined, 30_000],
  ['adabelief(0.01)', 'adabelief', { learningRate: 0.01 }],
  ['adadelta(0.1)', 'adadelta', { learningRate: 0.1 }],
  ['adafactor(0.005)', 'adafactor', { learningRate: 5e-3 }],
  ['adagrad(1.0)', 'adagrad', { learningRate: 1, initialAccumulatorValue: 0.1, epsilon: 1e-7 }],
  ['adam(0.1)', 'adam', { learningRate: 0.1 }],
  ['adamax(0.1)', 'adamax', { learningRate: 0.1 }],
  ['adamw(0.1)', 'adamw', { learningRate: 0.1, weightDecay: 1e-4 }],
  ['adan(0.1)', 'adan', { learningRate: 0.1 }],
  ['ademamix(0.001)', 'ademamix', { learningRate: 1e-3 }, undefined, 30_000],
  ['adopt(0.01)', 'adopt', { learningRate: 0.01 }],
  ['amsgrad(0.1)', 'adam', { learningRate: 0.1, amsgrad: true }],
  ['dadapt_adamw(0.1)', 'd-adapt-adam', { learningRate: 0.1 }],
  ['fromage(0.005)', 'fromage', { learningRate: 5e-3 }],
  ['lamb(0.001)', 'lamb', { learningRate: 1e-3, weightDecay: 0, alwaysAdapt: true }],
  ['lars(1.0)', 'lars', { learningRate: 1, momentum: 0.9, alwaysAdapt: true }],
  ['lion(0.01)', 'lion', { learningRate: 0.01, weightDecay: 1e-4 }],
  ['nadam(0.01)', 'nadam', { learningRate: 0.01 }],
  ['nadamw(0.01)', 'nadam', { learningRate: 0.01, weightDecay: 1e-4, decoupledWeightDecay: true }],
  ['novograd(0.001)', 'novograd', { learningRate: 1e-3, beta1: 0.9, beta2: 0.25, epsilon: 1e-6 }],
  ['prodigy(0.1)', 'prodigy', { learningRate: 0.1 }],
  ['radam(0.005)', 'radam', { learningRate: 5e-3 }],
  ['rmsprop(0.005)', 'rmsprop', { learningRate: 5e-3, alpha: 0.9 }],
  ['rmsprop(0.005, 0.9)', 'rmsprop', { learningRate: 5e-3, alpha: 0.9, momentum: 0.9 }],
  ['rprop(0.1)', 'rprop', { learningRate: 0.1 }],
  ['sgd(0.001, 0.9)', 'sgd', { learningRate: 1e-3, momentum: 0.9 }],
  ['sign_sgd(0.1)', 'signum', { learningRate: 0.1, beta: 0 }, ['parabola']],
  ['signum(0.01)', 'signum', { learningRate: 0.01 }, ['parabola']],
  ['sm3(1.0)', 'sm3', { learningRate: 1 }],
  ['yogi(0.1)', 'yogi', { learningRate: 0.1 }],
];

/** optax asks for both. */
const within = 3e-2;

// What finds its way through the valley of Rosenbrock finds the bottom of a bowl.
const usual =
  import.meta.env.MODE === 'all-laws'
    ? (['parabola', 'Rosenbrock'] as const)
    : (['Rosenbrock'] as const);

describe('after 10 000 steps, or as many as optax takes', () => {
  for (const [title, name, options, reaches = usual, steps = 10_000] of rows) {
    for (const target of reaches) {
      it(`is at the minimum of ${target}: ${title}`, () => {
        const { minimum } = targets[target];
        const x = descend(optimizers[name]?.rule as Transform, options, targets[target], steps);
        minimum.forEach((expected, i) => {
          const distance = Math.abs((x[i] as number) - expected);
          expect(distance, `x[${i}] = ${x[i]}`).toBeLessThanOrEqual(
            within * (1 + Math.abs(expected)),
          );
        });
      });
    }
  }
});

/** Learning rates of PyTorch's `test_rosenbrock_sparse`. */
const oneCoordinate = [
  ['sgd', 0.0048],
  ['adagrad', 0.1],
  ['sparse-adam', 0.04],
] as const;

it.each(oneCoordinate)(
  'comes nearer to the minimum by one coordinate at a time, as in PyTorch: %s',
  (name, learningRate) => {
    const rule = optimizers[name]?.rule as Transform;
    const start = [1.5, 1.5];
    const run = new RuleInterpreter(rule, [{ shape: [2], values: start }], 'float32');
    const place = () => Array.from(run.parameters[0]?.param ?? []);
    for (let k = 0; k < 1800; k++) {
      const gradient = targets.Rosenbrock.gradient(place()).map((g, i) => (i === k % 2 ? g : 0));
      run.step(
        [gradient],
        () => ({ ...rule.defaults, learningRate }),
        () => [k % 2],
      );
    }
    const distance = (x: readonly number[]) => Math.hypot(...x.map((xi) => xi - 1));
    expect(distance(place())).toBeLessThanOrEqual(distance(start));
  },
);

function descend(
  rule: Transform,
  given: OptionValues,
  { start, gradient }: Target,
  steps: number,
): number[] {
  const parameter = { shape: [start.length], values: start };
  const run = new RuleInterpreter(rule, [parameter], 'float32');
  const options = { ...rule.defaults, ...given };
  const place = () => Array.from(run.parameters[0]?.param ?? []);
  for (let k = 0; k < steps; k++) run.step([gradient(place())], () => options);
  return place();
}
