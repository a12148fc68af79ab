import { type Module, type RandomDraw, RandomStreams, type Schedule } from '@nadir/core';
import { type DataLoader, Trainer, type TrainerOptions } from '@nadir/train';
import { mul, type Scalar, type Tensor2D, variableGrads } from '@tensorflow/tfjs-core';
import type { ExampleBatch, Examples } from './examples.js';
import { isEstimateDue, updateCurvature } from './further-updates.js';
import { trainingLoader } from './loaders.js';
import { makeModel } from './model.js';
import type { Objective } from './objective.js';
import { makeOptimizer, ruleOf } from './optimizers.js';
import type { Options } from './options.js';
import { makeSchedule } from './schedules.js';
import { trainedOptimizer } from './trained-optimizer.js';
import type { BuildModel } from './user-model.js';

/** What a model is trained on. */
export interface Material {
  /** Units of each layer, inputs first. */
  readonly widths: readonly number[];
  /** Makes another model than the network of these layers. */
  readonly build?: BuildModel;
  readonly objective: Objective;
  readonly train: Examples;
}

/** A model and all that trains it. */
export interface Training {
  /** The caller disposes of it. */
  readonly model: Module;
  readonly trainer: Trainer<ExampleBatch>;
  /** What another trainer of the same model takes. */
  readonly core: Pick<TrainerOptions<ExampleBatch>, 'model' | 'optimizer' | 'loss'>;
  readonly loader: DataLoader<ExampleBatch>;
  /** Steps of the whole training. */
  readonly steps: number;
  /** Learning rate by step, from 0. */
  readonly learningRate: Schedule;
  /** Frees the optimizer. The model stays. */
  dispose(): void;
}

/** Number of steps of a training. */
export const stepsOf = (
  { epochs, batch }: Pick<Options, 'epochs' | 'batch'>,
  examples: number,
): number => epochs * Math.ceil(examples / batch);

/**
 * A model and its training, on the TensorFlow.js backend in use. Initial weights, batches and dropout follow from the seed alone,
 * whatever the optimizer.
 *
 * @throws {@link OptionError} when an option of the optimizer is out of range.
 */
export function makeTraining(
  options: Options,
  { widths, build, objective, train }: Material,
  more: Pick<TrainerOptions<ExampleBatch>, 'callbacks' | 'signal'> = {},
): Training {
  const random = new RandomStreams(options.seed);
  const model = build?.(random) ?? makeModel(widths, options.dropout, random);
  const draws = random.next();
  const { learningRate: peak } = options.optimizer.options;
  const steps = stepsOf(options, train.targets.length);
  const learningRate = makeSchedule(options.schedule, peak as number, steps);
  const rule = ruleOf(options.optimizer.name);
  const optimizer = makeOptimizer(options, model.parameters(), { learningRate, steps });

  /** Estimates the curvature on a batch. Dropout is off, and so draws nothing from its stream. */
  const estimate = (batch: ExampleBatch, step: number) => {
    const variables = model.parameters();
    const outputs = () => model.forward(batch.inputs) as Tensor2D;
    const gradientsOf = (f: () => Scalar) => variableGrads(f, variables).grads;
    const { sampledLoss, loss } = objective;
    // The optimizer takes gradients for those of means over whole batches.
    const share = Math.sqrt((batch.targets.shape[0] as number) / options.batch);
    model.eval();
    try {
      const curved = {
        variables,
        gradients: () => gradientsOf(() => loss(outputs(), batch)),
        ...(sampledLoss && {
          sampledGradients: (draw: RandomDraw) =>
            gradientsOf(() => mul(share, sampledLoss(outputs(), draw))),
        }),
      };
      updateCurvature(rule, optimizer, curved, { ...draws, step });
    } finally {
      model.train();
    }
  };

  const core = {
    model,
    optimizer: trainedOptimizer(rule, optimizer),
    loss: objective.loss,
  };
  const trainer = new Trainer<ExampleBatch>({
    ...core,
    metrics: objective.metrics,
    epochs: options.epochs,
    afterUpdate(batch, step) {
      if (isEstimateDue(rule, step - 1)) estimate(batch, step);
    },
    ...more,
  });
  return {
    ...{ model, trainer, core, steps, learningRate },
    loader: trainingLoader(train, objective, options),
    dispose: () => optimizer.dispose(),
  };
}
