// Files that each version of a format was written in are read for ever.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { AdamW, SGD } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFrom, saveTo } from '../test/model-files.js';
import { type Trained, trainSaved } from '../test/saved-training.js';

const saved = new URL('../saved/', import.meta.url).pathname;
const temporary = mkdtempSync(join(tmpdir(), 'nadir-saved-'));
afterAll(() => rmSync(temporary, { recursive: true }));
beforeAll(() => tf.setBackend('cpu'));

/** Says that files are to be written in place of being read, into a folder of that name. */
const { NADIR_SAVE: toWrite } = process.env;
const [checkpoint, state, outcome] = [
  'step-000000007.safetensors',
  'adamw.safetensors',
  'outcome.json',
];

const gradients = (all: readonly tf.Variable[], k: number) =>
  Object.fromEntries(all.map((one, i) => [one.name, tf.fill(one.shape, (k + i) / 4 - 1)]));

/** An optimizer with two groups and a schedule. */
function makeOptimizer() {
  const weight = tf.variable(tf.ones([2, 2]), true, 'weight');
  const bias = tf.variable(tf.zeros([3]), true, 'bias');
  const all = [weight, bias];
  const optimizer = new AdamW([{ parameters: [weight] }, { parameters: [bias], weightDecay: 0 }], {
    learningRate: cosine({ from: 0.1, steps: 20 }),
    amsgrad: true,
  });
  const step = (k: number) => optimizer.applyGradients(gradients(all, k));
  const values = () => all.map((one) => Array.from(one.dataSync()));
  return { optimizer, step, values, all };
}

function makeModel() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [3], units: 1, kernelInitializer: 'ones' }));
  const optimizer = new SGD({ learningRate: cosine({ from: 0.1, steps: 20 }), momentum: 0.9 });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

async function fit(model: tf.LayersModel): Promise<number[]> {
  const [x, y] = [
    tf.tensor2d([
      [1, 2, 3],
      [0, 1, -1],
    ]),
    tf.tensor2d([[1], [0]]),
  ];
  const { history } = await model.fit(x, y, {
    epochs: 3,
    batchSize: 2,
    shuffle: false,
    verbose: 0,
  });
  return history.loss as number[];
}

interface Outcomes {
  readonly training: Trained['weights'];
  readonly optimizer: readonly (readonly number[])[];
  readonly losses: readonly number[];
}

if (toWrite !== undefined) {
  it(`writes those of today to ${toWrite}`, async () => {
    const folder = join(saved, toWrite);
    mkdirSync(folder, { recursive: true });
    const { weights } = await trainSaved(temporary);
    copyFileSync(join(temporary, checkpoint), join(folder, checkpoint));
    const { optimizer, step, values, all } = makeOptimizer();
    for (let k = 0; k < 5; k++) step(k);
    const { tensors, metadata } = optimizer.stateDict();
    const bytes = await encodeSafetensors(
      { ...tensors, ...Object.fromEntries(all.map((one, i) => [`value.${i}`, one])) },
      metadata,
    );
    writeFileSync(join(folder, state), bytes);
    for (let k = 5; k < 9; k++) step(k);
    const model = makeModel();
    await fit(model);
    await saveTo(model, folder);
    const outcomes: Outcomes = { training: weights, optimizer: values(), losses: await fit(model) };
    writeFileSync(join(folder, outcome), JSON.stringify(outcomes));
    optimizer.dispose();
    tf.dispose(all);
  });
}

/** Other engines round exponentials and logarithms otherwise. */
const expectNear = (given: readonly number[], expected: readonly number[]) => {
  expect(given).toHaveLength(expected.length);
  for (const [i, value] of given.entries()) expect(value).toBeCloseTo(expected[i] as number, 4);
};

describe.each(readdirSync(saved).filter((name) => existsSync(join(saved, name, outcome))))(
  'files of version %s',
  (version) => {
    const folder = join(saved, version);
    const {
      training,
      optimizer: moved,
      losses,
    } = JSON.parse(readFileSync(join(folder, outcome), 'utf8')) as Outcomes;

    it('a training goes on from its checkpoint', async () => {
      const path = mkdtempSync(join(temporary, 'run-'));
      copyFileSync(join(folder, checkpoint), join(path, checkpoint));
      const { weights, resumedFrom, rejected } = await trainSaved(path);
      expect({ resumedFrom, rejected }).toEqual({ resumedFrom: checkpoint, rejected: 0 });
      expect(Object.keys(weights)).toEqual(Object.keys(training));
      for (const [name, values] of Object.entries(training)) {
        expectNear(weights[name] ?? [], values);
      }
    });

    it('an optimizer goes on from its state', () => {
      const { tensors, metadata } = decodeSafetensors(readFileSync(join(folder, state)));
      const { optimizer, step, values, all } = makeOptimizer();
      for (const [i, one] of all.entries()) one.assign(tensors[`value.${i}`] as tf.Tensor);
      const own = Object.entries(tensors).filter(([name]) => !name.startsWith('value.'));
      optimizer.loadStateDict({ tensors: Object.fromEntries(own), metadata });
      for (let k = 5; k < 9; k++) step(k);
      for (const [i, one] of values().entries()) expectNear(one, moved[i] ?? []);
      optimizer.dispose();
      tf.dispose(all);
    });

    it('a LayersModel goes on with its optimizer', async () => {
      expectNear(await fit(await loadFrom(folder)), losses);
    });
  },
);
