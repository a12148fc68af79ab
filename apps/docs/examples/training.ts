import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import {
  accuracy,
  arrayDataset,
  Checkpoint,
  DataLoader,
  EarlyStopping,
  MemoryStore,
  resume,
  Trainer,
} from '@nadir/train';
import '@tensorflow/tfjs';

/** Points of a square; the class says whether both coordinates have the same sign. */
const points = (count: number, start: number) => {
  const values = Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(start + i * i));
  const classes = Int32Array.from({ length: count }, (_, i) =>
    Number((values[2 * i] as number) * (values[2 * i + 1] as number) > 0),
  );
  return arrayDataset({ inputs: { values, shape: [2] }, targets: { values: classes } });
};
const examples = new DataLoader(points(400, 0), { shuffle: true, seed: 1 });
const validation = new DataLoader(points(100, 1000), { batchSize: 100 });

const checkpoints = new MemoryStore();
const makeTrainer = (signal?: AbortSignal) => {
  const model = new Sequential(new Linear(2, 32), new ReLU(), new Linear(32, 2));
  return new Trainer({
    model,
    optimizer: new AdamW(model, { learningRate: 0.02 }),
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    metrics: { accuracy: accuracy() },
    epochs: 40,
    callbacks: [
      new Checkpoint(checkpoints),
      new EarlyStopping({ patience: 10, restoreBest: true }),
      { name: 'interruption', onEpoch: (_, { epoch }) => void (epoch === 5 && stop.abort()) },
    ],
    ...(signal && { signal }),
  });
};

// Somebody stops the training after five epochs.
const stop = new AbortController();
const { ending } = await makeTrainer(stop.signal).fit(examples, validation);
console.log(ending);

// Later, in another program:
const trainer = makeTrainer();
const { name } = await resume(trainer, checkpoints);
console.log('goes on from', name);
await trainer.fit(examples, validation);
console.log(((await trainer.evaluate(validation)).accuracy as number) > 0.95);

// Prints:
//   aborted
//   goes on from step-000000065.safetensors
//   true
