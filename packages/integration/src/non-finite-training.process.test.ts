import { register as registerCpu } from '@nadir/backend-cpu';
import { register as registerWasm } from '@nadir/backend-wasm';
import { RandomStreams, type StateDict } from '@nadir/core';
import { BatchNorm, crossEntropy, Dropout, Linear, Sequential } from '@nadir/nn';
import { AdamW, type AdamWOptions, skipStep, throwError } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import { arrayDataset, type Callback, DataLoader, finiteGuard, Trainer } from '@nadir/train';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';

const x = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i * i));
const y = Int32Array.from({ length: 16 }, (_, i) => Number((x[4 * i] as number) > 0));
const loader = new DataLoader(
  arrayDataset({ inputs: { values: x, shape: [4] }, targets: { values: y } }),
  { batchSize: 4 },
);

/** The step at which something breaks. */
const badStep = 3;

/** What breaks: a number that the training takes, or one that it has. */
type Break = 'loss' | 'gradient' | 'parameter' | 'state';

interface Setting {
  readonly breaks?: Break;
  readonly optimizer?: AdamWOptions;
  readonly ignore?: boolean;
  readonly guard?: boolean;
}

/** Zero, with a gradient of NaN. */
const poisoned = tf.customGrad((w) => ({
  value: tf.scalar(0),
  gradFunc: () => tf.fill((w as tf.Tensor).shape, Number.NaN),
}));

function training({ breaks, optimizer: options = {}, ignore = false, guard = false }: Setting) {
  const random = new RandomStreams(1);
  const first = new Linear(4, 8, { random });
  const last = new Linear(8, 2, { random });
  const model = new Sequential(first, new BatchNorm(8), new Dropout(0.3, { random }), last);
  const optimizer = new AdamW(model, { learningRate: 0.01, ...options });
  const states: string[] = [];
  let step = 0;
  const watch: Callback = {
    name: 'watch',
    async afterStep(run) {
      step = run.progress.step;
      states.push(contentOf(await run.stateDict()));
      if (step === badStep - 1 && breaks === 'parameter') last.weight.assign(tf.fill([8, 2], NaN));
      if (step === badStep - 1 && breaks === 'state') breakState(optimizer);
    },
  };
  const trainer = new Trainer({
    model,
    optimizer,
    average: new WeightAverage(model, { kind: 'ema', decay: 0.9 }),
    loss: (outputs, { targets }) => {
      const loss = crossEntropy(outputs, targets);
      if (step !== badStep - 1) return loss;
      if (breaks === 'loss') return tf.mul(loss, Number.NaN);
      return breaks === 'gradient' ? tf.add(loss, poisoned(last.weight as tf.Tensor)) : loss;
    },
    steps: 6,
    nonFinite: ignore ? 'ignore' : 'throw',
    callbacks: [...(guard ? [finiteGuard()] : []), watch],
  });
  return { trainer, optimizer, states, taken: () => trainer.progress.step };
}

function breakState(optimizer: AdamW): void {
  const { tensors, metadata } = optimizer.stateDict();
  const name = Object.keys(tensors).find((one) => one.endsWith('/m')) as string;
  const bad = tf.fill((tensors[name] as tf.Tensor).shape, Infinity);
  optimizer.loadStateDict({ tensors: { ...tensors, [name]: bad }, metadata });
}

/**
 * Everything but what counts the steps of the trainer, and the draws of dropout: a mask that was drawn is not drawn again, whenever a
 * device says that the step is left out.
 */
function contentOf({ tensors, metadata }: StateDict): string {
  const { trainer: _, ...texts } = metadata;
  const numbers = Object.entries(tensors)
    .filter(([name]) => name !== 'model.2.step')
    .map(([name, tensor]) => [name, ...tensor.dataSync()]);
  tf.dispose(tensors as tf.NamedTensorMap);
  return [...numbers, ...Object.entries(texts)].map((one) => JSON.stringify(one)).join('\n');
}

describe.each(['cpu', 'wasm'] as const)('on %s, a number that is not finite', (backend) => {
  beforeAll(async () => {
    setWasmPaths(`${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
    await tf.setBackend(backend);
    if (backend === 'cpu') registerCpu();
    else registerWasm();
  });

  it.each<[Break, string]>([
    ['loss', '0.weight'],
    ['gradient', 'model.3.weight'],
    ['parameter', '0.weight'],
    ['state', 'model.0.weight'],
  ])('in one %s is told of in the same step with finiteGuard', async (breaks, name) => {
    const { trainer, taken } = training({ breaks, guard: true });
    await expect(trainer.fit(loader)).rejects.toMatchObject({
      code: 'NADIR_TENSOR',
      message: expect.stringContaining(`NaN or an infinity in "${name}"`),
    });
    expect(taken()).toBe(badStep);
  });

  it.each<Break>(['loss', 'gradient', 'parameter'])(
    'in one %s is told of by throwError before anything has changed',
    async (breaks) => {
      const { trainer, taken, states } = training({ breaks, optimizer: { nonFinite: throwError } });
      await expect(trainer.fit(loader)).rejects.toMatchObject({
        code: 'NADIR_TENSOR',
        message: expect.stringMatching(/in the gradient of "(0|3)\.(weight|bias)"/),
      });
      expect(taken()).toBe(badStep - 1);
      if (breaks === 'parameter') return;
      expect(contentOf(await trainer.stateDict())).toBe(states.at(-1));
    },
  );

  it.each<Break>(['loss', 'gradient'])(
    'in one %s leaves everything as it was with skipStep',
    async (breaks) => {
      const { trainer, optimizer, states } = training({
        breaks,
        optimizer: { nonFinite: skipStep },
      });
      const { history } = await trainer.fit(loader);
      expect(states[badStep - 1]).toBe(states[badStep - 2]);
      expect(states[badStep]).not.toBe(states[badStep - 1]);
      expect(optimizer.iterations).toBe(5);
      expect(history[0]?.train.loss).toBeGreaterThan(0);
    },
  );

  it('in the loss is told of when weights are not finite, without any option', async () => {
    const { trainer, taken } = training({ breaks: 'loss' });
    await expect(trainer.fit(loader)).rejects.toThrow('Trainer: got a loss of NaN at step 3');
    expect(taken()).toBe(badStep);
  });

  it('is let pass where that is asked for', async () => {
    const { trainer, taken } = training({ breaks: 'loss', ignore: true });
    expect((await trainer.fit(loader)).ending).toBe('complete');
    expect(taken()).toBe(6);
  });

  it('is refused as a learning rate, whether it is given or scheduled', async () => {
    expect(() => training({ optimizer: { learningRate: Number.NaN } })).toThrow('learningRate');
    const scheduled = training({ optimizer: { learningRate: (t) => (t < badStep ? 0.01 : NaN) } });
    await expect(scheduled.trainer.fit(loader)).rejects.toMatchObject({ code: 'NADIR_OPTION' });
    expect(scheduled.taken()).toBeLessThan(badStep + 1);
    const { optimizer } = training({});
    expect(() => {
      optimizer.learningRate = Number.POSITIVE_INFINITY;
    }).toThrow('learningRate');
  });
});
