import { Adam, SGD } from '@nadir/optim';
import {
  addN,
  dispose,
  type Optimizer,
  type Scalar,
  square,
  sum,
  type Tensor,
  tensor1d,
  tidy,
  train,
  type Variable,
  variable,
} from '@tensorflow/tfjs';
import { type Summary, summarize } from '../report/statistics.js';

/** How much is measured. */
export interface SmallUpdatesCall {
  /** Numbers of each parameter. */
  readonly sizes: readonly number[];
  /** Times that each way is timed, one after the other. */
  readonly turns: number;
  /** Steps that are timed together. */
  readonly stepsPerTurn: number;
}

/** A way of stepping a few small parameters, here and in TensorFlow.js, turn by turn. */
export interface SmallUpdate {
  readonly name: string;
  /** Microseconds of a step. */
  readonly here: Summary;
  readonly there: Summary;
  /** Time here by time there, in each turn. */
  readonly ratio: Summary;
}

/** An optimizer of TensorFlow.js, and the one that has its numbers. */
interface Pair {
  readonly name: string;
  here(): Optimizer;
  there(): Optimizer;
}

const pairs: readonly Pair[] = [
  {
    name: 'adam',
    here: () => new Adam({ learningRate: 1e-3, epsilon: 1e-7 }),
    there: () => train.adam(1e-3),
  },
  { name: 'sgd', here: () => new SGD({ learningRate: 1e-3 }), there: () => train.sgd(1e-3) },
];

/** What is done in a step. */
const ways = {
  applyGradients: (optimizer: Optimizer, { gradients }: Work) =>
    optimizer.applyGradients(gradients),
  minimize: (optimizer: Optimizer, { loss, variables }: Work) => {
    optimizer.minimize(loss, false, variables);
  },
} as const;

interface Work {
  readonly variables: Variable[];
  readonly gradients: { name: string; tensor: Tensor }[];
  readonly loss: () => Scalar;
}

/**
 * Measures steps of a few small parameters against the optimizers of TensorFlow.js, on its backend in use. Both take turns, so that
 * a ratio compares what was measured in the same moment.
 */
export function measureSmallUpdates(call: SmallUpdatesCall): SmallUpdate[] {
  return pairs.flatMap((pair) =>
    Object.entries(ways).map(([way, step]) => {
      const sides = [pair.here, pair.there].map((make) => ({
        optimizer: make(),
        work: workFor(call.sizes),
        times: [] as number[],
      }));
      for (let turn = 0; turn < call.turns + warmUp; turn++) {
        for (const { optimizer, work, times } of sides) {
          const start = performance.now();
          for (let k = 0; k < call.stepsPerTurn; k++) step(optimizer, work);
          const microseconds = (1000 * (performance.now() - start)) / call.stepsPerTurn;
          if (turn >= warmUp) times.push(microseconds);
        }
      }
      const [here, there] = sides.map(({ times }) => times) as [number[], number[]];
      for (const { optimizer, work } of sides) {
        optimizer.dispose();
        dispose([...work.variables, ...work.gradients.map(({ tensor }) => tensor)]);
      }
      return {
        name: `${pair.name}, ${way}`,
        here: summarize(here),
        there: summarize(there),
        ratio: summarize(here.map((time, i) => time / (there[i] as number))),
      };
    }),
  );
}

/** Turns in which code is compiled. */
const warmUp = 5;

function workFor(sizes: readonly number[]): Work {
  const values = (size: number, shift: number) =>
    tensor1d(Float32Array.from({ length: size }, (_, i) => Math.sin(1 + shift + 5 * i)));
  const variables = sizes.map((size, i) => tidy(() => variable(values(size, i))));
  const gradients = variables.map(({ name, size }, i) => ({ name, tensor: values(size, i) }));
  const loss = () => addN(variables.map((one) => sum(square(one)))) as Scalar;
  return { variables, gradients, loss };
}
