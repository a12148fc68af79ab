import { RandomStreams } from '@nadir/core';
import { crossEntropy, Linear } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { ReduceOnPlateau } from '@nadir/optim/schedules';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loaders } from '../../test/digits.js';
import {
  Checkpoint,
  EarlyStopping,
  type Loader,
  MemoryStore,
  reduceOnPlateau,
  resume,
  Trainer,
} from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

/** Batches between those at which a validation is aborted. */
const every = import.meta.env.MODE === 'all-laws' ? 1 : 7;

/** A training in which every validation counts: for the best checkpoint, for stopping and for the learning rate. */
function training(store: MemoryStore, signal?: AbortSignal) {
  const model = new Linear(64, 10, { random: new RandomStreams(1) });
  const plateau = new ReduceOnPlateau({ from: 0.3, factor: 0.5, patience: 0 });
  const optimizer = new AdamW(model, { learningRate: plateau.schedule });
  const checkpoint = new Checkpoint(store, { every: 5, monitor: 'validation.loss' });
  const stopping = new EarlyStopping({ patience: 3, restoreBest: true });
  const trainer = new Trainer({
    model,
    optimizer,
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    epochs: 6,
    validateEvery: 3,
    callbacks: [checkpoint, stopping, reduceOnPlateau(plateau)],
    ...(signal && { signal }),
  });
  const outcome = () => ({
    weights: Object.values(model.stateDict()).map((one) => [...one.dataSync()]),
    history: trainer.history.map(({ seconds: _, ...record }) => record),
    step: trainer.progress.step,
    rate: plateau.value,
    best: [checkpoint.best, stopping.best],
  });
  return { trainer, outcome };
}

/** The batches of a loader, with what happens after so many of all that are given out. */
function counted(loader: Loader, at: number, happen: () => void) {
  const given = { batches: 0 };
  const observed: Loader = {
    length: loader.length,
    async *batches(...place) {
      for await (const batch of loader.batches(...place)) {
        if (++given.batches === at) happen();
        yield batch;
      }
    },
  };
  return { given, observed };
}

describe('an abort within a validation', () => {
  it('ends the training at the next batch, whichever that is, and what goes on makes the validation anew', async () => {
    const { train, validation } = loaders();
    const all = counted(validation, Infinity, () => {});
    const whole = training(new MemoryStore());
    const { ending } = await whole.trainer.fit(train, all.observed);
    const wanted = whole.outcome();
    // It has stopped early, with other learning rates on the way.
    expect(ending).toBe('stopped');
    expect(wanted.rate).toBeLessThan(0.3);

    for (let at = 1; at <= all.given.batches; at += every) {
      const store = new MemoryStore();
      const stop = new AbortController();
      const { given, observed } = counted(validation, at, () => stop.abort());
      const first = training(store, stop.signal);
      expect((await first.trainer.fit(train, observed)).ending).toBe('aborted');
      // The batch at which it was aborted is not measured any more.
      expect(given.batches).toBe(at);

      const later = training(store);
      expect((await resume(later.trainer, store)).rejected).toEqual([]);
      const rest = counted(validation, Infinity, () => {});
      await later.trainer.fit(train, rest.observed);
      expect(later.outcome()).toEqual(wanted);
      // Only the validation that was left off is made a second time.
      const begun = Math.floor((at - 1) / validation.length) * validation.length;
      expect(rest.given.batches).toBe(all.given.batches - begun);
    }
  });

  it('may come again in the validation that is made anew', async () => {
    const { train, validation } = loaders();
    const whole = training(new MemoryStore());
    await whole.trainer.fit(train, validation);
    const store = new MemoryStore();
    for (let time = 0; time < 3; time++) {
      const stop = new AbortController();
      const { observed } = counted(validation, 2, () => stop.abort());
      const { trainer } = training(store, stop.signal);
      await resume(trainer, store);
      expect((await trainer.fit(train, observed)).ending).toBe('aborted');
      expect(trainer.progress.step).toBe(3);
    }
    const last = training(store);
    await resume(last.trainer, store);
    await last.trainer.fit(train, validation);
    expect(last.outcome()).toEqual(whole.outcome());
  });
});

it('evaluate ends with the reason of its signal, and leaves no tensor behind', async () => {
  const { train, validation } = loaders();
  const { trainer } = training(new MemoryStore());
  await trainer.fit(train);
  const { loss } = await trainer.evaluate(validation);
  expect(await trainer.evaluate(validation, new AbortController().signal)).toEqual({ loss });
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  const reason = new Error('enough');
  const { observed } = counted(validation, 2, () => stop.abort(reason));
  await expect(trainer.evaluate(observed, stop.signal)).rejects.toBe(reason);
  expect(tf.memory().numTensors).toBe(before);
});
