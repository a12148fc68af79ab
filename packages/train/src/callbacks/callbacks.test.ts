import type { StateDict } from '@nadir/core';
import { AdamW } from '@nadir/optim';
import { ReduceOnPlateau } from '@nadir/optim/schedules';
import { goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import {
  type Callback,
  decodeCheckpoint,
  EarlyStopping,
  encodeCheckpoint,
  findLearningRate,
  type Run,
  reduceOnPlateau,
  throughput,
} from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

/** A run of one weight, the number of the epoch. */
function fakeRun() {
  const run = {
    weight: -1,
    isStopped: false,
    stop: () => {
      run.isStopped = true;
    },
    weights: () => ({ w: tf.scalar(run.weight) }),
    setWeights: ({ w }: Readonly<Record<string, tf.Tensor>>) => {
      run.weight = w?.dataSync()[0] as number;
    },
  };
  return run;
}

interface Case {
  readonly callback: string;
  readonly options: {
    readonly monitor: string;
    readonly patience?: number;
    readonly minDelta?: number;
    readonly mode?: 'min' | 'max';
    readonly restoreBestWeights?: boolean;
  };
  readonly metric: readonly number[];
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly weight: number;
}

const kerasCases = goldenCases<Case>('callbacks').filter(
  ({ callback, options }) =>
    callback === 'EarlyStopping' && !('baseline' in options) && !('startFromEpoch' in options),
);

test.each(kerasCases)('EarlyStopping stops and restores as in Keras: $options', (one) => {
  const { monitor, restoreBestWeights, ...options } = one.options;
  const restoreBest = restoreBestWeights ?? false;
  const stopping = new EarlyStopping({ monitor: `train.${monitor}`, restoreBest, ...options });
  const run = fakeRun();
  let epochs = 0;
  while (!run.isStopped && epochs < one.metric.length) {
    run.weight = epochs;
    const progress = { step: epochs, epoch: epochs + 1, batch: 1, seconds: 0 };
    const train = { loss: one.metric[epochs] as number };
    stopping.onEpoch(run as unknown as Run, { ...progress, train });
    epochs++;
  }
  stopping.onEnd(run as unknown as Run, run.isStopped ? 'stopped' : 'complete');
  expect(epochs).toBe(one.epochs);
  expect(stopping.best?.step).toBe(one.bestEpoch);
  // Keras restores nothing where training comes to its end by itself.
  const restored = restoreBest ? one.bestEpoch : epochs - 1;
  expect(run.weight).toBe(restored);
  if (run.isStopped) expect(run.weight).toBe(one.weight);
  stopping.dispose();
});

const weightsOf = (run: Pick<Run, 'weights'>) =>
  Object.fromEntries(
    Object.entries(run.weights()).map(([name, tensor]) => [name, [...tensor.dataSync()]]),
  );

/** Keeps the state after each step, as a file. */
function keeper() {
  const states: Uint8Array[] = [];
  const callback: Callback = {
    name: 'keeper',
    async afterStep(run) {
      const state: StateDict = await run.stateDict();
      states.push(await encodeCheckpoint(state));
      tf.dispose(state.tensors as tf.NamedTensorMap);
    },
  };
  return { states, callback };
}

/** Trains on from each of some states, and checks what comes of it. */
async function goOn(
  states: readonly Uint8Array[],
  make: () => ReturnType<typeof training>,
  check: (resumed: ReturnType<typeof training>, ending: string) => Promise<void> | void,
) {
  const { train, validation } = loaders();
  for (const bytes of states) {
    const resumed = make();
    const state = await decodeCheckpoint(bytes);
    resumed.trainer.loadStateDict(state);
    tf.dispose(state.tensors as tf.NamedTensorMap);
    const { ending } = await resumed.trainer.fit(train, validation);
    await check(resumed, ending);
  }
}

describe('EarlyStopping', () => {
  const stoppingOf = () =>
    new EarlyStopping({
      monitor: 'validation.accuracy',
      minDelta: 0.1,
      patience: 2,
      restoreBest: true,
    });
  const options = { epochs: 20, validateEvery: 2 };

  it('restores the same weights after going on from any step', async () => {
    const { train, validation } = loaders();
    const { states, callback } = keeper();
    const stopping = stoppingOf();
    const whole = training(options, [callback, stopping]);
    expect((await whole.trainer.fit(train, validation)).ending).toBe('stopped');
    const expected = weightsOf(whole.trainer);
    const { best } = stopping;
    expect(best?.step).toBeLessThan(whole.trainer.progress.step);
    // What is evaluated are the weights that were restored, not the average of the last step.
    expect((await whole.trainer.evaluate(validation)).accuracy).toBe(best?.value);
    expect(states.length).toBe(whole.trainer.progress.step);
    await goOn(
      states,
      () => training(options, [stoppingOf()]),
      ({ trainer }, ending) => {
        expect(ending).toBe('stopped');
        expect(trainer.progress.step).toBe(states.length);
        expect(weightsOf(trainer)).toEqual(expected);
      },
    );
  });

  it('holds one copy of the weights, until it is disposed of', async () => {
    const { train, validation } = loaders();
    const stopping = stoppingOf();
    const { trainer } = training(options, [stopping]);
    await trainer.fit(train, validation);
    const held = tf.memory().numTensors;
    stopping.dispose();
    expect(held - tf.memory().numTensors).toBe(Object.keys(trainer.weights()).length);
  });

  it('restores nothing when training is aborted', async () => {
    const { train, validation } = loaders();
    const control = new AbortController();
    const abort = {
      name: 'abort',
      afterStep: ({ progress }: Run) => progress.step === 5 && control.abort(),
    };
    const make = (callbacks: readonly Callback[]) =>
      training({ ...options, signal: control.signal }, callbacks);
    const callback = { ...abort, afterStep: (run: Run) => void abort.afterStep(run) };
    const stopped = make([callback, stoppingOf()]);
    await stopped.trainer.fit(train, validation);
    const plain = training({ steps: 5, validateEvery: 2 });
    await plain.trainer.fit(train, validation);
    expect(weightsOf(stopped.trainer)).toEqual(weightsOf(plain.trainer));
  });

  it('says which options it takes', () => {
    expect(() => new EarlyStopping({ patience: -1 })).toThrow('EarlyStopping.patience: got -1');
    expect(() => new EarlyStopping({ monitor: 'loss' })).toThrow(
      'EarlyStopping.monitor: got "loss"',
    );
  });
});

describe('reduceOnPlateau', () => {
  const make = (callbacks: readonly Callback[] = []) => {
    const plateau = new ReduceOnPlateau({
      ...{ from: 0.01, factor: 0.5, patience: 0, threshold: 0.5, to: 0.004 },
    });
    const { model, average } = training();
    const optimizer = new AdamW(model, { learningRate: plateau.schedule });
    const callback = reduceOnPlateau(plateau);
    return {
      plateau,
      ...training({ model, average, optimizer, validateEvery: 3 }, [callback, ...callbacks]),
    };
  };

  it('reduces to the minimum, after validations, and goes on from any step', async () => {
    const { train, validation } = loaders();
    const { states, callback } = keeper();
    const { trainer, plateau } = make([callback]);
    expect(trainer.figures()).toEqual({ learningRate: 0.01 });
    await trainer.fit(train, validation);
    expect(plateau.value).toBe(0.004);
    const expected = weightsOf(trainer);
    await goOn(states, make, (resumed) => expect(weightsOf(resumed.trainer)).toEqual(expected));
  });

  it('refuses a plateau to which the worse is better', () => {
    const plateau = new ReduceOnPlateau({ from: 1 });
    expect(() => reduceOnPlateau(plateau, { monitor: 'validation.accuracy' })).toThrow(
      'reduceOnPlateau: got a plateau with mode "min", expected \'max\' for "validation.accuracy".',
    );
    expect(() => reduceOnPlateau({} as never)).toThrow('expected a plateau.');
  });
});

test('throughput is that of the last steps', () => {
  const callback = throughput({ steps: 2 });
  const run = {} as Run;
  callback.onStart?.(run);
  const speeds = [1, 2, 4, 5].map((seconds, i) => {
    callback.onStep?.(run, {
      ...{ step: i, epoch: 1, batch: i, loss: 1 },
      seconds,
      examples: 32 - i,
    });
    return callback.figures?.();
  });
  expect(speeds).toEqual([
    {},
    { examplesPerSecond: 31, stepsPerSecond: 1 },
    { examplesPerSecond: 61 / 3, stepsPerSecond: 2 / 3 },
    { examplesPerSecond: 59 / 3, stepsPerSecond: 2 / 3 },
  ]);
});

describe('findLearningRate', () => {
  it('leaves the training as if nothing had been tried', async () => {
    const { train, validation } = loaders();
    const [tried, plain] = [training({ epochs: 1 }), training({ epochs: 1 })];
    const { model, optimizer, average } = tried;
    const loss = (outputs: tf.Tensor, { targets }: { targets: tf.Tensor }) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(targets.toInt(), 10), outputs) as tf.Scalar;
    const options = { model, optimizer, average, loss, epochs: 1 };
    const { learningRate } = optimizer;
    const before = tf.memory().numTensors;
    const range = { from: 1e-5, to: 100, steps: 60 };
    const { curve, suggestion } = await findLearningRate(options, train, range);
    expect(tf.memory().numTensors).toBe(before);
    expect(optimizer.learningRate).toBe(learningRate);
    expect(curve[0]?.learningRate).toBe(1e-5);
    expect(curve.length).toBeLessThanOrEqual(60);
    expect(suggestion).toBeGreaterThan(1e-4);
    expect(suggestion).toBeLessThan(1);
    for (const { trainer } of [tried, plain]) await trainer.fit(train, validation);
    expect(weightsOf(tried.trainer)).toEqual(weightsOf(plain.trainer));
  });

  it('says which range it takes', async () => {
    const { train } = loaders();
    const { model, optimizer } = training();
    const options = { model, optimizer, loss: () => tf.scalar(0), epochs: 1 };
    const range = { from: 1, to: 1 };
    await expect(findLearningRate(options, train, range)).rejects.toThrow(
      'findLearningRate.to: got 1, expected more than from, 1.',
    );
  });
});
