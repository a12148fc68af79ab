import { fileFlags } from '../../data/flags.js';
import type { Flag } from '../../flags/read.js';
import { choice, integer, type Reader, text, toggle } from '../../flags/readers.js';
import { methods } from './plan/config.js';
import { metricNames } from './plan/metric.js';

/** What is tried of a flag, as it is written. */
export const spaceReader: Reader<string> = {
  ...text('space'),
  expected: 'a value, several values, or a range',
};

const space = (help: string) => ({ ...spaceReader, help });

/** Flags of the training of which several values can be tried. Those of the optimizers come to them. */
export const spaceFlags = {
  optimizer: space('Optimizers, with commas between them; default adamw'),
  learningRate: space(
    'Learning rate; other options of the optimizers are searched alike, such as --weight-decay',
  ),
  hidden: space('Units of each hidden layer, with slashes between those to try: 64,32/128'),
  dropout: space('Share of the hidden units dropped while training'),
  epochs: space('Passes over the training part at most'),
  patience: space('Epochs without a lower validation loss after which training stops'),
  batch: space('Examples in a step'),
  schedule: space('Learning rate over the steps: cosine, constant, warmup-cosine'),
  l1: space('L1 penalty on weights'),
  l2: space('L2 penalty on weights'),
} as const;

/** Flags of the search itself. */
export const sweepFlags = {
  method: {
    ...choice('name', methods),
    help: `How the space is searched: ${methods.join(', ')}; default grid where all flags have lists of values, else quasi-random`,
  },
  trials: {
    ...integer(1, 10_000),
    help: 'Trainings; default 16, with halving 27; a grid has as many as it makes',
  },
  reduction: {
    ...integer(2, 100),
    help: 'With halving, one trial of so many goes on to so many times the epochs; default 3',
  },
  metric: {
    ...choice('name', metricNames),
    help: `Figure on the validation part that decides: ${metricNames.join(', ')}; default loss`,
  },
  jobs: {
    ...integer(1, 256),
    help: 'Trainings that run at the same time; default the number of cores',
  },
  seed: {
    ...integer(0, 2 ** 32 - 1),
    help: 'Seed of every training and of the random draws; default 0',
  },
} as const;

/** Flags that say what all trials learn, passed on as they are written. */
export const dataFlags = {
  problem: { ...text('name'), help: 'Problem to learn that comes with Nadir; default digits' },
  ...asWritten(fileFlags),
  backend: {
    ...text('name'),
    help: 'Backend of TensorFlow.js: auto, cpu, wasm, tensorflow; default auto',
  },
} as const;

/** Flags about what is written and where. */
export const outputFlags = {
  out: { ...text('folder'), help: 'Folder of the sweep; default runs/sweep-<problem>' },
  resume: {
    ...text('folder'),
    help: 'Go on with the sweep in a folder; as does the same command line again',
  },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/** Flags that are read, but kept as the text that was given. */
function asWritten<Name extends string>(
  flags: Readonly<Record<Name, Flag>>,
): Readonly<Record<Name, Flag<string | boolean>>> {
  const kept = Object.entries<Flag>(flags).map(([name, flag]) => [
    name,
    {
      ...flag,
      parse: (given: string) => (flag.parse(given) === undefined ? undefined : given),
    },
  ]);
  return Object.fromEntries(kept);
}
