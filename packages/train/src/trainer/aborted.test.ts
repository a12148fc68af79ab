import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import { type Callback, Checkpoint, type Loader, MemoryStore, resume } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

const options = { validateEvery: 4, epochs: 2 };
const atStep = 8;

/** A training that is asked to end in the middle of something, and what asks it. */
function asked(store: MemoryStore, stop: AbortController) {
  const { train, validation } = loaders();
  const inStep: Callback = {
    name: 'asker',
    onStep: (_, { step }) => void (step === atStep && stop.abort()),
  };
  const inSave = {
    list: () => store.list(),
    read: (name: string) => store.read(name),
    remove: (name: string) => store.remove(name),
    async write(name: string, bytes: Uint8Array) {
      if ((await store.list()).length === 1) stop.abort();
      await store.write(name, bytes);
    },
  };
  let validations = 0;
  const inEvaluation: Loader = {
    length: validation.length,
    async *batches(...place) {
      for await (const batch of validation.batches(...place)) {
        yield batch;
        if (++validations === 5) stop.abort();
      }
    },
  };
  return { train, validation, inStep, inSave, inEvaluation };
}

it.each(['step', 'save', 'evaluation'] as const)(
  'a training that is asked to end in a %s keeps a checkpoint, and goes on from it bit for bit',
  async (moment) => {
    const weightsOf = ({ model }: ReturnType<typeof training>) =>
      Object.values(model.stateDict()).map((one) => [...one.dataSync()]);
    const store = new MemoryStore();
    const stop = new AbortController();
    const { train, validation, inStep, inSave, inEvaluation } = asked(store, stop);
    const whole = training(options);
    await whole.trainer.fit(train, validation);

    const first = training({ ...options, signal: stop.signal }, [
      new Checkpoint(moment === 'save' ? inSave : store, { every: 4 }),
      ...(moment === 'step' ? [inStep] : []),
    ]);
    const measured = moment === 'evaluation' ? inEvaluation : validation;
    expect((await first.trainer.fit(train, measured)).ending).toBe('aborted');
    expect(first.trainer.progress.step).toBe(atStep);

    const later = training(options, [new Checkpoint(store, { every: 4 })]);
    const { name, rejected } = await resume(later.trainer, store);
    expect([name, rejected]).toEqual([`step-${String(atStep).padStart(9, '0')}.safetensors`, []]);
    const { history } = await later.trainer.fit(train, validation);
    expect(weightsOf(later)).toEqual(weightsOf(whole));
    expect(history.map((one) => one.validation)).toEqual(
      whole.trainer.history.map((one) => one.validation),
    );
  },
);
