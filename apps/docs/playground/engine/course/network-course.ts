import type { ExampleBatch, Examples } from '@nadir/cli/training/examples';
import { datasetOf, measuringLoader } from '@nadir/cli/training/loaders';
import { type RandomDraw, RandomStreams } from '@nadir/core';
import type { RandomStream } from '@nadir/core/internal';
import { evaluate, shuffledOrder } from '@nadir/train';
import {
  dispose,
  mul,
  type Scalar,
  type Tensor,
  type Tensor2D,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { NetworkTask } from '../../state/task.js';
import { assemble, makeLinears, type Network } from '../training/network.js';
import type { Course, LossGradients } from './course.js';
import type { Material } from './material.js';

/** A network, and what it learns from. */
export interface NetworkCourse extends Course {
  readonly network: Network;
  readonly material: Material;
  /** Calls `use` and brings back what it changed in the network: counts of draws and running statistics. */
  undisturbed<T>(use: () => Promise<T>): Promise<T>;
}

/** How a network learns. */
export interface Learning {
  readonly task: Pick<NetworkTask, 'activation' | 'norm' | 'batch'>;
  readonly material: Material;
  /** Share of each hidden layer that is dropped. */
  readonly dropouts: readonly number[];
  readonly seed: number;
}

/**
 * A network in training. Of one seed, all contenders begin with the same weights and are given the same batches, whatever
 * they drop: weights have the first streams of the seed, then come the order of the examples, the draws of optimizers, and
 * masks.
 */
export function networkCourse({ task, material, dropouts, seed }: Learning): NetworkCourse {
  const random = new RandomStreams(seed);
  const linears = makeLinears(material.widths, task.activation, random);
  const order = random.next();
  const draws = random.next();
  const network = assemble(linears, task, dropouts, random);
  const { model } = network;
  const { objective, train, test } = material;
  const { size, rowsAt } = batches(train.targets.length, task, order);
  const variables = model.parameters();

  const dataset = datasetOf(train, objective);
  // Rows of arrays are there at once.
  const batchAt = (step: number) => dataset.get(rowsAt(step)) as ExampleBatch;
  const scoresOn = async (part: Examples) => {
    const { loss, metrics } = objective;
    const loader = measuringLoader(part, objective);
    return objective.scores(await evaluate(model, loader, { loss, metrics }));
  };
  const outputsOf = (x: Tensor) => model.forward(x) as Tensor2D;
  const gradientsOf = (loss: (batch: ExampleBatch) => Scalar, step: number) =>
    tidy(() => {
      const batch = batchAt(step);
      return variableGrads(() => loss(batch), variables).grads;
    });

  return {
    network,
    material,
    parameters: [...model.namedParameters()],
    averaged: [...model.namedParameters(), ...model.namedBuffers()],
    async gradients(optimizer, step): Promise<LossGradients> {
      const batch = batchAt(step);
      try {
        return optimizer.computeGradients(() => objective.loss(outputsOf(batch.inputs), batch));
      } finally {
        dispose([batch.inputs, batch.targets]);
      }
    },
    curved(step) {
      const { loss, sampledLoss } = objective;
      const inEvaluation = <T>(compute: () => T): T => {
        model.eval();
        try {
          return compute();
        } finally {
          model.train();
        }
      };
      return {
        variables,
        gradients: () =>
          inEvaluation(() => gradientsOf((batch) => loss(outputsOf(batch.inputs), batch), step)),
        ...(sampledLoss && {
          sampledGradients: (draw: RandomDraw) =>
            inEvaluation(() =>
              gradientsOf(({ inputs: x }) => {
                // The optimizer takes gradients for those of means over whole batches.
                const share = Math.sqrt((x.shape[0] as number) / size);
                return mul(share, sampledLoss(outputsOf(x), draw));
              }, step),
            ),
        }),
      };
    },
    draw: (step) => ({ ...draws, step }),
    train: (training) => void model.train(training),
    async measure() {
      return {
        train: await scoresOn(train),
        test: await scoresOn(test),
      };
    },
    state: () => model.stateDict(),
    load: (state) => void model.loadStateDict(state),
    async undisturbed(use) {
      const before = model.stateDict();
      try {
        return await use();
      } finally {
        model.loadStateDict(before);
        dispose(before);
      }
    },
    dispose: () => model.dispose(),
  };
}

/** The rows of the batch of each step. A batch norm needs two examples, so a batch of one is left out before it. */
export function batches(
  count: number,
  { batch, norm }: Pick<NetworkTask, 'batch' | 'norm'>,
  order: RandomStream,
): { readonly size: number; readonly perEpoch: number; rowsAt(step: number): Uint32Array } {
  const least = norm === 'batch' ? 2 : 1;
  const size = Math.min(Math.max(least, batch), count);
  const perEpoch = Math.ceil((count - least + 1) / size);
  let epoch = -1;
  let rows: Uint32Array = new Uint32Array();
  return {
    ...{ size, perEpoch },
    rowsAt(step) {
      const wanted = Math.floor(step / perEpoch);
      if (wanted !== epoch) {
        epoch = wanted;
        rows = shuffledOrder(count, order, 1 + epoch);
      }
      const index = step % perEpoch;
      return rows.subarray(index * size, (index + 1) * size);
    },
  };
}
