import { backendFlag } from '../backends/names.js';
import { choice, integer, number, type Reader } from '../flags/readers.js';
import { model, modelNames } from './model-names.js';
import { optimizerOptions } from './optimizer-options.js';
import { recipeFor } from './options.js';
import { scheduleNames } from './schedule-names.js';

/** Hidden layers as widths with commas between them, or `none`. */
const widths: Reader<readonly number[]> = {
  placeholder: 'n,n,…',
  expected: 'up to 16 widths from 1 to 4096 with commas between them, or none',
  parse(given) {
    if (given === 'none') return [];
    const list = given.split(',').map((width) => integer(1, 4096).parse(width));
    return list.length > 16 || list.includes(undefined) ? undefined : (list as number[]);
  },
};

const penalty = number('a number ≥ 0', (x) => x >= 0);

const digits = recipeFor('digits');

const optimizerNames = Object.keys(optimizerOptions);

/** Flags of the model and its training. Defaults that depend on the problem are those of digits in the help. */
export const trainingFlags = {
  model: {
    ...model,
    help: `${modelNames.join(', ')}, or a JavaScript or TypeScript file that makes a module; default mlp`,
  },
  hidden: { ...widths, help: `Units of each hidden layer, or none; for digits ${digits.hidden}` },
  dropout: {
    ...number('a number in [0, 1)', (x) => x >= 0 && x < 1),
    help: `Share of the hidden units dropped while training; for digits ${digits.dropout}`,
  },
  epochs: {
    ...integer(1, 100_000),
    help: `Passes over the training part at most; for digits ${digits.epochs}`,
  },
  patience: {
    ...integer(0, 100_000),
    help: 'Epochs without a lower validation loss after which training stops, 0 for never; default a third of --epochs',
  },
  batch: { ...integer(1, 1_000_000), help: `Examples in a step; for digits ${digits.batch}` },
  schedule: {
    ...choice('name', scheduleNames),
    help: `Learning rate over the steps: ${scheduleNames.join(', ')}; default cosine`,
  },
  l1: { ...penalty, help: 'L1 penalty on weights, as a proximal step: exact zeros; default 0' },
  l2: { ...penalty, help: 'L2 penalty on weights, λ Σw², in the fused step; default 0' },
  seed: { ...integer(0, 2 ** 32 - 1), help: 'Seed of all that is random; default 0' },
  optimizer: {
    ...choice('name', optimizerNames),
    help: `${optimizerNames.join(', ')}; default adamw`,
  },
  backend: backendFlag,
} as const;
