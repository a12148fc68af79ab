import { Adam } from '@nadir/optim';
import {
  dispose,
  type NamedTensorMap,
  type Optimizer,
  randomNormal,
  tidy,
  train,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import type { Speed } from './report.js';
import { parameterCount, shapes } from './timed-model.js';

/** Rounds in which both are timed, the one or the other first. */
const rounds = 9;

/** How long a block is meant to take, and the most steps in it. */
const blockMs = 50;
const longestBlock = 500;

/** Steps before anything is timed: kernels are compiled in the first of them. */
const warmUp = 5;

/** One that takes steps. */
interface Runner {
  /** Milliseconds of some steps, until the device has done them. */
  time(steps: number): Promise<number>;
  dispose(): void;
}

/** Times steps of Nadir's Adam and of `tf.train.adam` on the backend in use, with the same gradients. */
export async function measureSpeed(
  now: () => number,
  onRound: (done: number, all: number) => void,
): Promise<Speed> {
  const learningRate = 1e-3;
  const nadir = runner((variables) => new Adam(variables, { learningRate }), now);
  const tfjs = runner(() => train.adam(learningRate), now);
  try {
    const steps = { nadir: await blockOf(nadir), tfjs: await blockOf(tfjs) };
    const times = { nadir: [] as number[], tfjs: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      onRound(round, rounds);
      const order = round % 2 === 0 ? (['nadir', 'tfjs'] as const) : (['tfjs', 'nadir'] as const);
      for (const name of order) {
        const one = name === 'nadir' ? nadir : tfjs;
        times[name].push((await one.time(steps[name])) / steps[name]);
      }
    }
    return {
      ...{ parameters: parameterCount, steps, ...times },
      nadirPerSecond: 1000 / median(times.nadir),
      tfjsPerSecond: 1000 / median(times.tfjs),
      ratio: median(times.tfjs.map((ms, i) => ms / (times.nadir[i] as number))),
    };
  } finally {
    nadir.dispose();
    tfjs.dispose();
  }
}

/** Steps that take as long as a block is meant to take, after kernels are compiled. */
async function blockOf(one: Runner): Promise<number> {
  await one.time(warmUp);
  // A clock that is too coarse shows no time at all.
  const step = Math.max((await one.time(warmUp)) / warmUp, blockMs / longestBlock);
  return Math.max(1, Math.round(blockMs / step));
}

function runner(make: (variables: Variable[]) => Optimizer, now: () => number): Runner {
  const variables = tidy(() => shapes.map((shape) => variable(zeros([...shape]))));
  const gradients: NamedTensorMap = Object.fromEntries(
    variables.map(({ name, shape }, i) => [name, randomNormal(shape, 0, 1, 'float32', 1 + i)]),
  );
  const optimizer = make(variables);
  return {
    async time(steps) {
      const began = now();
      for (let step = 0; step < steps; step++) optimizer.applyGradients(gradients);
      // The smallest of the parameters is the last to be moved.
      await variables.at(-1)?.data();
      return now() - began;
    },
    dispose() {
      optimizer.dispose();
      dispose([...variables, ...Object.values(gradients)]);
    },
  };
}

/** The middle of an odd number of values. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[(values.length - 1) / 2] as number;
