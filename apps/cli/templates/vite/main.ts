import { register } from '@nadir/backend-cpu';
import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as train from '@nadir/train';
import { browserStore } from '@nadir/train/browser';
import * as tf from '@tensorflow/tfjs';
import { examples } from './data.js';

// For a network this small the processor is faster than the graphics card; for others take webgl and @nadir/backend-webgl.
await tf.setBackend('cpu');
register();

const log = document.querySelector('#log') as HTMLElement;
const write = (line: string) => {
  log.textContent += `${line}\n`;
};

const { training, validation } = examples();
const model = new Sequential(new Linear(2, 32), new ReLU(), new Linear(32, 2));
const checkpoints = await browserStore('checkpoints');
const trainer = new train.Trainer({
  model,
  optimizer: new AdamW(model, { learningRate: 0.01 }),
  loss: (outputs, { targets }) => crossEntropy(outputs, targets),
  metrics: { accuracy: train.accuracy() },
  epochs: 30,
  callbacks: [
    new train.Checkpoint(checkpoints),
    new train.EarlyStopping({ patience: 5, restoreBest: true }),
    train.logTo([train.consoleLogger({ write })]),
  ],
});
await train.resume(trainer, checkpoints);
await trainer.fit(
  new train.DataLoader(training, { batchSize: 32, shuffle: true, seed: 1 }),
  new train.DataLoader(validation),
);
