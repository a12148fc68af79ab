import { type Module, OptionError } from '@nadir/core';
import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { BatchNorm } from './batch-norm.js';

/** A batch: what `forward` takes, alone or first in a list, such as `[images, labels]`. */
export type Batch = Tensor | readonly [Tensor, ...unknown[]];

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
 * @param batches One or more, or what gives them one after the other, asynchronously too, such as the
 * iterator of a `tf.data.Dataset`. The tensors stay the caller's.
 * @throws {@link OptionError} when there is no batch. After this and any other error the statistics are
 * what they were.
 * @example
 * ```ts
 * await average.use(async () => {
 *   await updateBatchNorm(model, batches);
 *   console.log(evaluate(model.eval()));
 * });
 * ```
 */
export async function updateBatchNorm(
  model: Module,
  batches: Iterable<Batch> | AsyncIterable<Batch>,
): Promise<void> {
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
    for await (const batch of batches) {
      const x = (Array.isArray(batch) ? batch[0] : batch) as Tensor;
      tidy(() => void model.forward(x));
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
