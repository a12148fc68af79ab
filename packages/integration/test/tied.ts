import { Module, parameter } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

/** What a session leaves: files of the model and of its optimizer, and the losses that follow. */
export interface Left {
  readonly weights: string;
  readonly training: string;
  readonly losses: readonly number[];
}

/** What a later session has made of it. */
export interface Resumed {
  /** Whether both holders still have the same variable. */
  readonly isTied: boolean;
  /** What the optimizer moves. */
  readonly parameters: readonly string[];
  readonly losses: readonly number[];
}

class Projection extends Module {
  readonly weight: tf.Variable;

  constructor(weight: tf.Variable) {
    super();
    this.weight = weight;
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.matMul(x as tf.Tensor2D, this.weight as tf.Tensor2D);
  }
}

/** One weight that two layers hold, as the embedding and the last layer of a language model do. */
class Tied extends Module {
  readonly encoder: Projection;
  readonly decoder: Projection;
  readonly bias = parameter(tf.zeros([2]));

  constructor(values: readonly number[]) {
    super();
    const shared = parameter(tf.tensor2d([...values], [2, 2]));
    this.encoder = new Projection(shared);
    this.decoder = new Projection(shared);
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.add(this.decoder.forward(tf.tanh(this.encoder.forward(x))), this.bias);
  }
}

/** Trains a model with a tied weight, and saves it on the way. The file of the model has the weight once, under `name`. */
export async function first(name: string): Promise<Left> {
  await tf.setBackend('cpu');
  const model = new Tied([0.5, -0.25, 0.75, 1]);
  const optimizer = new AdamW(model, { learningRate: 0.1 });
  lossesOf(model, optimizer);
  const { tensors, metadata } = optimizer.stateDict();
  const state = Object.entries(model.stateDict());
  const once = state.filter(([key]) => !key.endsWith('.weight') || key === name);
  return {
    weights: toText(await encodeSafetensors(Object.fromEntries(once))),
    training: toText(await encodeSafetensors(tensors, metadata)),
    losses: lossesOf(model, optimizer),
  };
}

/** Goes on from the files. */
export async function later({ weights, training }: Left): Promise<Resumed> {
  await tf.setBackend('cpu');
  const model = new Tied([0, 0, 0, 0]);
  const optimizer = new AdamW(model, { learningRate: 1 });
  model.loadStateDict(decodeSafetensors(toBytes(weights)).tensors);
  optimizer.loadStateDict(decodeSafetensors(toBytes(training)));
  const losses = lossesOf(model, optimizer);
  return {
    isTied: model.encoder.weight === model.decoder.weight,
    parameters: optimizer.groups.flatMap(({ parameters }) => parameters),
    losses,
  };
}

/** Losses of three more steps. */
function lossesOf(model: Tied, optimizer: AdamW): number[] {
  const x = tf.tensor2d([1, 2, -1, 0.5, 0.25, -2], [3, 2]);
  const y = tf.tensor2d([0, 1, 1, 0, -1, 0.5], [3, 2]);
  const loss = () => tf.mean(tf.square(tf.sub(model.forward(x), y))) as tf.Scalar;
  return Array.from({ length: 3 }, () => optimizer.step(loss).dataSync()[0] as number);
}

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const toBytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
