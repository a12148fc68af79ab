// @ts-check
import { register } from '@nadir/backend-wasm';
import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as train from '@nadir/train';
import { CheckpointFolder } from '@nadir/train/node';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { examples } from './data.js';

await tf.setBackend('wasm');
register(); // each update is one kernel from here on

const { training, validation } = examples();
const model = new Sequential(new Linear(2, 32), new ReLU(), new Linear(32, 2));
const checkpoints = new CheckpointFolder('checkpoints');
const trainer = new train.Trainer({
  model,
  optimizer: new AdamW(model, { learningRate: 0.01 }),
  loss: (outputs, { targets }) => crossEntropy(outputs, targets),
  metrics: { accuracy: train.accuracy() },
  epochs: 30,
  callbacks: [
    new train.Checkpoint(checkpoints),
    new train.EarlyStopping({ patience: 5, restoreBest: true }),
    train.logTo([train.consoleLogger()]),
  ],
});
await train.resume(trainer, checkpoints);
await trainer.fit(
  new train.DataLoader(training, { batchSize: 32, shuffle: true, seed: 1 }),
  new train.DataLoader(validation),
);
