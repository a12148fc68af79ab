import type { Sequential } from '@nadir/nn';
import { failure } from '../../shell/errors.js';
import type { Examples } from '../../training/batches.js';
import type { EpochMetrics, Scores } from '../../training/metrics.js';
import type { Options } from '../../training/options.js';

import { type Material, Training } from '../../training/training.js';

/** What is known in the middle of training. */
export interface Moment {
  /** Steps done. */
  readonly step: number;
  readonly epoch: number;
  /** Scores of the training batches of this epoch up to now; costs a pass over them. */
  readonly train: () => Scores;
  /** Scores on the test part, of the last epoch that is complete. */
  readonly test?: Scores;
}

/** What the loop is given beside its options. */
export interface TrainingInputs extends Material {
  readonly test: Examples;
  /** Stops the training after the step that is under way. */
  readonly signal: AbortSignal;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Lets the event loop turn: a signal reaches the program only between its turns. */
  readonly turn: () => Promise<void>;
  onStep(moment: Moment): void;
  onEpoch(metrics: EpochMetrics): void;
}

/** A training that has come to its end, or was stopped. */
export interface Trained {
  /** The caller disposes it. */
  readonly model: Sequential;
  readonly metrics: readonly EpochMetrics[];
  /** Steps done. */
  readonly steps: number;
  readonly seconds: number;
  readonly interrupted: boolean;
}

/**
 * Trains a new model on the TensorFlow.js backend in use, in Node.js or in a page. The same options
 * and inputs give the same batches and initial weights on every backend, and on one backend the same model, bit for bit. Models of two
 * backends differ in the last digits: their updates are the same, but losses and gradients, which TensorFlow.js computes, are rounded differently.
 *
 * Nothing it makes is left in memory but the model.
 * @throws {@link CliError} with status 1 when the loss is no longer a finite number.
 */
export async function train(options: Options, inputs: TrainingInputs): Promise<Trained> {
  const { signal, now } = inputs;
  const training = new Training(options, inputs);
  const { model, steps } = training;
  const start = now();
  const metrics: EpochMetrics[] = [];
  try {
    while (training.step < steps && !signal.aborted) {
      const loss = await training.takeStep();
      const { step, epoch } = training;
      checkLoss(loss, step);
      const test = metrics.at(-1)?.test;
      inputs.onStep({ step, epoch, train: () => training.running(), ...(test && { test }) });
      await inputs.turn();
      if (!training.isEpochComplete && !signal.aborted) continue;
      const scores = await training.evaluate(inputs.test);
      const line = {
        epoch,
        step,
        learningRate: training.learningRate(step - 1),
        seconds: (now() - start) / 1000,
        train: training.running(),
        test: scores,
      };
      metrics.push(line);
      inputs.onEpoch(line);
    }
    training.finish();
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    training.dispose();
  }
  const seconds = (now() - start) / 1000;
  return { model, metrics, steps: training.step, seconds, interrupted: training.step < steps };
}

function checkLoss(loss: number, step: number): void {
  if (Number.isFinite(loss)) return;
  throw failure(
    `nadir train: got the loss ${loss} at step ${step}, expected a finite number. ` +
      'Write a smaller --learning-rate.',
  );
}
