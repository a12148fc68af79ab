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
import { quartiles, ratioOf } from './ratio.js';
import type { Speed } from './report.js';
import { parameterCount, rounds, shapes } from './timed-model.js';

/** Who is timed in a round, in this order: what grows slower or faster meanwhile is the same for both. */
const turns = ['nadir', 'tfjs', 'tfjs', 'nadir'] as const;

/** How long a block is meant to take, and the most steps in it. */
const blockMs = 25;
const longestBlock = 500;

/** Steps that compile the kernels, and how long steps are taken after them, until the browser runs its fastest code. */
const compilingSteps = 3;
const warmUpMs = 150;

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
      const taken = { nadir: 0, tfjs: 0 };
      for (const name of turns) {
        const one = name === 'nadir' ? nadir : tfjs;
        taken[name] += (await one.time(steps[name])) / (2 * steps[name]);
      }
      times.nadir.push(taken.nadir);
      times.tfjs.push(taken.tfjs);
    }
    return {
      ...{ parameters: parameterCount, steps, ...times },
      nadirPerSecond: 1000 / quartiles(times.nadir)[1],
      tfjsPerSecond: 1000 / quartiles(times.tfjs)[1],
      ratio: ratioOf(times.tfjs, times.nadir),
    };
  } finally {
    nadir.dispose();
    tfjs.dispose();
  }
}

/** Steps that take as long as a block is meant to take, once the code is warm. */
async function blockOf(one: Runner): Promise<number> {
  await one.time(compilingSteps);
  let [steps, taken] = [0, 0];
  while (taken < warmUpMs && steps < longestBlock) {
    taken += await one.time(compilingSteps);
    steps += compilingSteps;
  }
  // A clock that is too coarse shows no time at all.
  const step = Math.max(taken / steps, blockMs / longestBlock);
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
