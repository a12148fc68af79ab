import { Module, OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { dispose, Tensor, tidy } from '@tensorflow/tfjs-core';
import { BatchNorm } from './batch-norm.js';
import { type Batches, eachBatch } from './batches.js';

/**
 * Measures the running statistics of every {@link BatchNorm} anew, over all batches given.
 *
 * Averaged weights need it: the statistics were kept of the activations of other weights. Each layer gets
 * the mean over the batches of their means and variances, so batches of one size give the mean over all
 * data. Momentum and modes are as before afterwards, each module's own.
 *
 * It is `torch.optim.swa_utils.update_bn`. Like that one it runs the whole model in training mode, with
 * dropout, as it was when the layers were trained. Without a `BatchNorm` it does nothing.
 *
 * @param batches A `tf.data.Dataset`, or an iterator of one, whose tensors are disposed of as they are used; or one batch or
 * more in a list, or what gives them one after the other, asynchronously too, whose tensors stay the caller's.
 * @param inputsOf What `forward` takes of a batch. Left out, it takes one tensor: the batch itself, the first of a
 * list such as `[images, labels]`, or `xs` of `{ xs, ys }`.
 * @throws {@link OptionError} when there is no batch, or no input in one. After this and any other error the statistics
 * are what they were.
 * @example
 * ```ts
 * await average.use(async () => {
 *   await updateBatchNorm(model, dataset.batch(32));
 *   console.log(evaluate(model.eval()));
 * });
 * // A model of two inputs:
 * await updateBatchNorm(model, pairs, ({ left, right }) => [left, right]);
 * ```
 */
export async function updateBatchNorm<Inputs extends unknown[], Batch>(
  model: Module<Inputs, unknown>,
  batches: Batches<Batch>,
  inputsOf: (batch: Batch) => [...Inputs] = (batch) => [onlyInput(batch)] as unknown as [...Inputs],
): Promise<void> {
  if (!(model instanceof Module)) {
    throw new OptionError(`updateBatchNorm: got ${describe(model)}, expected a Module.`);
  }
  if (typeof inputsOf !== 'function') {
    throw new OptionError(
      `updateBatchNorm.inputsOf: got ${describe(inputsOf)}, expected a function from a batch to a list of inputs.`,
    );
  }
  const layers = model
    .modules()
    .filter((module) => module instanceof BatchNorm)
    .filter((layer) => layer.batches !== undefined);
  if (layers.length === 0) return;
  const modes = model.modules().map((module) => ({ module, training: module.training }));
  const before = layers.map((layer) => ({
    layer,
    momentum: layer.momentum,
    state: layer.stateDict(),
  }));
  let done = false;
  try {
    for (const layer of layers) {
      layer.resetRunningStats();
      layer.momentum = null;
    }
    model.train();
    let count = 0;
    for await (const batch of eachBatch('updateBatchNorm.batches', batches)) {
      tidy(() => void model.forward(...inputsOf(batch)));
      count++;
    }
    if (count === 0) {
      throw new OptionError(
        'updateBatchNorm.batches: got none, expected at least one. An iterator can be read once only.',
      );
    }
    done = true;
  } finally {
    for (const { layer, momentum, state } of before) {
      layer.momentum = momentum;
      if (!done) {
        const { runningMean, runningVariance, batches } = state as Record<string, Tensor>;
        const statistics = { runningMean, runningVariance, batches } as Record<string, Tensor>;
        layer.loadStateDict(statistics, { strict: false });
      }
      dispose(state);
    }
    for (const { module, training } of modes) module.training = training;
  }
}

/** The tensor that a model of one input takes of a batch. */
function onlyInput(batch: unknown): Tensor {
  const isRecord = typeof batch === 'object' && batch !== null && 'xs' in batch;
  const input: unknown = Array.isArray(batch) ? batch[0] : isRecord ? batch.xs : batch;
  if (input instanceof Tensor) return input;
  throw new OptionError(
    `updateBatchNorm: got ${describe(input)} as the input in a batch, expected a tensor. Tell what to take of a batch ` +
      'by a third argument, such as (batch) => [batch.left, batch.right].',
  );
}
