import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { Linear, meanSquaredError, Sequential, Tanh } from '@nadir/nn';
import { AdamW, NAdam, Prodigy, ScheduleFreeAdamW, SGD } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
import * as tf from '@tensorflow/tfjs';
import { Average } from './average.js';

const classes = { AdamW, NAdam, SGD, Prodigy, ScheduleFreeAdamW };

/** What somebody does with a model and its optimizer, in two sessions. */
export interface Story {
  readonly optimizer: keyof typeof classes;
  /** What the parameters belong to, and whether the optimizer is told of them. */
  readonly model: 'module' | 'unnamed variables' | 'open' | 'layers';
  /** Variables, or layers, that each session has made before. */
  readonly strangers: readonly [number, number];
  /** Steps before the model is saved, and after. */
  readonly steps: readonly [number, number];
  /** Which half of the model is frozen until it is saved, and which from then on. */
  readonly frozen: readonly [Half, Half];
  /** Whether state is saved, loaded and saved again before it is used. */
  readonly again: boolean;
  /** Whether a schedule-free optimizer is in evaluation while it is saved and loaded. */
  readonly evaluated: boolean;
  /** An average of the weights that each step updates. */
  readonly average: 'ema' | 'swa' | 'none';
  readonly backend: 'cpu' | 'wasm';
}

/** Half of the layers of a model. */
export type Half = 'first' | 'last' | 'none';

/** A model with its optimizer as a file has them. */
export type Saved = string;

const data = () =>
  tf.tidy(() => {
    const x = tf.tensor(numbers(24, 1), [12, 2]);
    return { x: tf.keep(x), y: tf.keep(tf.tensor(numbers(12, 2), [12, 1])) };
  });

/** Numbers in (−1, 1), the same in every session. */
function numbers(size: number, seed: number): number[] {
  return Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));
}

/** One session's view of a story. */
export interface Session {
  /** Losses of so many more steps. */
  train(steps: number): Promise<number[]>;
  /** Freezes a half of the model, and no other. */
  freeze(half: Half): void;
  /** Puts a schedule-free optimizer into training, or into evaluation. */
  mode(isTraining: boolean): void;
  save(): Promise<Saved>;
  load(saved: Saved): Promise<void>;
  /** The averages of the weights. */
  averages(): number[];
}

function setMode(optimizer: tf.Optimizer, isTraining: boolean): void {
  // `instanceof` takes any optimizer of TensorFlow.js for one of any class.
  if (!('eval' in optimizer)) return;
  const free = optimizer as ScheduleFreeAdamW;
  if (isTraining) free.train();
  else free.eval();
}

function optimizerOf(story: Story, ...parameters: unknown[]) {
  const options = { learningRate: cosine({ from: 0.05, to: 0.01, steps: 20 }) };
  const Optimizer = classes[story.optimizer] as new (...given: unknown[]) => AdamW;
  return new Optimizer(...parameters, options);
}

/** Begins a session: makes what was made before, and the model. */
export function begin(story: Story, which: 0 | 1): Session {
  for (let k = 0; k < story.strangers[which]; k++) {
    if (story.model === 'layers') layersModel();
    else tf.variable(tf.zeros([k + 1]));
  }
  return story.model === 'layers' ? inLayers(story) : inVariables(story);
}

function layersModel(): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 4, activation: 'tanh' }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.setWeights(model.getWeights().map((w, i) => tf.tensor(numbers(w.size, i + 3), w.shape)));
  return model;
}

const halves: readonly Half[] = ['first', 'last'];

function inLayers(story: Story): Session {
  let model = layersModel();
  model.compile({ optimizer: optimizerOf(story), loss: 'meanSquaredError' });
  const averaged = () =>
    model.layers.flatMap(({ weights }) => weights.map((one) => one.read() as tf.Variable));
  let average = new Average(story.average, averaged());
  const { x, y } = data();
  const save = async (): Promise<Saved> => {
    let saved = '';
    const handler = tf.io.withSaveHandler(async ({ weightData, ...rest }) => {
      const bytes = Buffer.from(weightData as ArrayBuffer).toString('base64');
      saved = JSON.stringify({ ...rest, bytes, average: await average.save() });
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(handler, { includeOptimizer: true });
    return saved;
  };
  const load = async (saved: Saved) => {
    const { bytes, average: averages, ...rest } = JSON.parse(saved);
    const { buffer } = Uint8Array.from(Buffer.from(bytes, 'base64'));
    const artifacts = { ...rest, weightData: buffer };
    model = (await tf.loadLayersModel(tf.io.fromMemory(artifacts))) as tf.LayersModel;
    average = new Average(story.average, averaged());
    average.load(averages);
  };
  return {
    save,
    load,
    averages: () => average.values(),
    mode: (isTraining) => setMode(model.optimizer, isTraining),
    async train(steps) {
      const callbacks = { onBatchEnd: async () => average.update() };
      const settings = {
        epochs: steps,
        batchSize: 12,
        shuffle: false,
        verbose: 0 as const,
        callbacks,
      };
      const { history } = await model.fit(x, y, settings);
      return history.loss as number[];
    },
    freeze(half) {
      model.layers.forEach((layer, i) => {
        layer.trainable = half !== halves[i];
      });
      const { optimizer } = model;
      model.compile({ optimizer, loss: 'meanSquaredError' });
    },
  };
}

function inVariables(story: Story): Session {
  const module = new Sequential(new Linear(2, 4), new Tanh(), new Linear(4, 1));
  const all = [...module.namedParameters()].map(([name, one], i) => {
    const value = tf.tensor(numbers(one.size, i + 3), one.shape);
    one.assign(value as tf.Tensor2D);
    // Open optimizers know variables by the names that TensorFlow.js has of them.
    return story.model === 'open' ? [name, tf.variable(value, true, `m/${name}`)] : [name, one];
  }) as [string, tf.Variable][];
  const variables = all.map(([, one]) => one);
  const [w1, b1, w2, b2] = variables as [tf.Tensor2D, tf.Tensor, tf.Tensor2D, tf.Tensor] & object;
  const { x, y } = data();
  const loss = () => {
    const hidden = tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, w1), b1));
    return meanSquaredError(tf.add(tf.matMul(hidden as tf.Tensor2D, w2), b2), y);
  };
  const parameters = { module, 'unnamed variables': variables, open: undefined, layers: undefined };
  const given = parameters[story.model];
  const optimizer = given === undefined ? optimizerOf(story) : optimizerOf(story, given);
  const varList = story.model === 'open' ? variables : undefined;
  const average = new Average(story.average, all);
  return {
    averages: () => average.values(),
    mode: (isTraining) => setMode(optimizer, isTraining),
    async train(steps) {
      return Array.from({ length: steps }, () => {
        const value = optimizer.minimize(
          loss,
          true,
          varList?.filter((one) => one.trainable),
        );
        average.update();
        const [number = 0] = (value as tf.Scalar).dataSync();
        return number;
      });
    },
    freeze(half) {
      variables.forEach((one, i) => {
        one.trainable = half !== halves[Math.floor(i / 2)];
      });
    },
    async save() {
      const { tensors, metadata } = optimizer.stateDict();
      const weights = Object.fromEntries(all.map(([name, one]) => [`weights/${name}`, one]));
      const bytes = await encodeSafetensors({ ...tensors, ...weights }, metadata);
      const file = Buffer.from(bytes).toString('base64');
      return JSON.stringify({ file, average: await average.save() });
    },
    async load(saved) {
      const { file, average: averages } = JSON.parse(saved);
      const { tensors, metadata } = decodeSafetensors(Uint8Array.from(Buffer.from(file, 'base64')));
      const isWeight = ([key]: [string, tf.Tensor]) => key.startsWith('weights/');
      const [weights, state] = [isWeight, (one: [string, tf.Tensor]) => !isWeight(one)].map(
        (which) => Object.fromEntries(Object.entries(tensors).filter(which)),
      ) as [Record<string, tf.Tensor>, Record<string, tf.Tensor>];
      for (const [name, one] of all) one.assign(weights[`weights/${name}`] as tf.Tensor2D);
      optimizer.loadStateDict({ tensors: state, metadata });
      average.load(averages);
    },
  };
}
