import { capture } from '@nadir/core';
import { countsOf } from '@nadir/core/internal';
import { Adam, AdamW } from '@nadir/optim';
import {
  type Optimizer,
  profile,
  reshape,
  type Scalar,
  slice,
  type Tensor,
  tensor,
  tidy,
  train,
  type Variable,
  variable,
} from '@tensorflow/tfjs';
import type { Task } from '../tasks/task.js';
import { stepOptions } from '../tasks/task.js';
import { gradientValues, sample, startValues } from '../tasks/values.js';
import { models } from './models.js';

/** Whose optimizer takes the steps; `captured` is Nadir's in a step that is replayed. */
export type Maker = 'nadir' | 'captured' | 'tfjs';

/** What a step does, the same on every machine. */
export interface StepCounts {
  /** Kernels that are run. */
  readonly launches: number;
  /** Bytes of the tensors that they make. */
  readonly bytes: number;
}

/** Work on the current TensorFlow.js backend that can be timed. */
export interface Work {
  /** Does steps, waits for the device, and returns the milliseconds of all of them. */
  steps(count: number): Promise<number>;
  /** What the work of others is compared with: every `stride`-th parameter, or the losses so far. */
  read(stride: number): Promise<number[]>;
  /** What one step does. */
  count(): Promise<StepCounts>;
  dispose(): void;
}

/** Prepares the work of a task. */
export const workOn = (task: Task, maker: Maker): Work =>
  task.kind === 'update' ? updating(task, maker) : training(task, maker);

function updating(task: Task, maker: Maker): Work {
  const variables = makeVariables(task);
  const gradients = gradientValues(task).map((values, i) => ({
    name: (variables[i] as Variable).name,
    tensor: tensor(values, [...(task.shapes[i] as readonly number[])]),
  }));
  const optimizer =
    maker === 'tfjs' ? (tfjsAdam() as Optimizer) : new AdamW(variables, stepOptions);
  return {
    async steps(count) {
      const before = performance.now();
      for (let i = 0; i < count; i++) optimizer.applyGradients(gradients);
      await reached(variables.at(-1) as Variable);
      return performance.now() - before;
    },
    async read(stride) {
      const arrays = await Promise.all(variables.map((one) => one.data<'float32'>()));
      return sample(arrays, stride);
    },
    count: () => countIn(() => optimizer.applyGradients(gradients)),
    dispose() {
      optimizer.dispose();
      for (const one of variables) one.dispose();
      for (const { tensor } of gradients) tensor.dispose();
    },
  };
}

function training(task: Task, maker: Maker): Work {
  const variables = makeVariables(task);
  const model = (models[task.name] as () => ReturnType<(typeof models)[string]>)();
  const { weightDecay: _, ...options } = stepOptions;
  const optimizer = maker === 'tfjs' ? tfjsAdam() : new Adam(variables, options);
  const plain = () => optimizer.minimize(() => model.loss(variables), true, variables) as Scalar;
  const captured = maker === 'captured' ? capture(plain) : undefined;
  const step = captured ?? plain;
  const losses: number[] = [];
  const lossesKept = 8;
  return {
    async steps(count) {
      const before = performance.now();
      for (let i = 0; i < count; i++) {
        const loss = step();
        if (losses.length < lossesKept) losses.push((await loss.data())[0] as number);
        loss.dispose();
      }
      await reached(variables.at(-1) as Variable);
      return performance.now() - before;
    },
    read: async () => losses,
    async count() {
      // What a plan runs itself is in no profile.
      const inPlan = captured?.plans[0];
      const others = await countIn(() => step().dispose());
      if (inPlan === undefined) return others;
      const { launches, bytes } = countsOf(inPlan);
      return { launches: others.launches + launches, bytes: others.bytes + bytes };
    },
    dispose() {
      captured?.dispose();
      optimizer.dispose();
      for (const one of [...variables, ...model.held]) one.dispose();
    },
  };
}

function makeVariables(task: Task): Variable[] {
  return startValues(task).map((values, i) => {
    const initial = tensor(values, [...(task.shapes[i] as readonly number[])]);
    const made = variable(initial);
    initial.dispose();
    return made;
  });
}

/** The optimizer built into TensorFlow.js. It knows no weight decay. */
function tfjsAdam(): Optimizer {
  const { learningRate, beta1, beta2, epsilon } = stepOptions;
  return train.adam(learningRate, beta1, beta2, epsilon);
}

/** Waits until the device has come to a tensor: reads one element of it. */
async function reached(last: Tensor): Promise<void> {
  const element = tidy(() => slice(reshape(last, [-1]), 0, 1));
  await element.data();
  element.dispose();
}

/** Counts the kernels that TensorFlow.js runs, and what they make. */
async function countIn(step: () => void): Promise<StepCounts> {
  const { kernels } = await profile(step);
  const bytes = kernels.reduce((sum, { bytesAdded }) => sum + Math.max(0, bytesAdded), 0);
  return { launches: kernels.length, bytes };
}
