import { backendFlag, nodeBackends } from '../../backends/names.js';
import { problemNames, surfaceNames } from '../../data/problem-names.js';
import {
  choice,
  integer,
  number,
  type Reader,
  several,
  text,
  toggle,
} from '../../flags/readers.js';
import { trainingFlags } from '../../training/flags.js';
import { optimizerOptions } from '../../training/optimizer-options.js';
import { scheduleNames } from '../../training/schedule-names.js';
import {
  customary,
  defaultProblem,
  defaultSeeds,
  defaultSteps,
  defaults,
  goalFor,
  surfaceGoal,
} from './defaults.js';

const { data, surface } = defaults;

const some = several('names', Object.keys(optimizerOptions));

/** Optimizers by name, or the word `all`. */
const someOrAll: Reader<readonly string[] | 'all'> = {
  ...some,
  expected: `${some.expected}, or all`,
  parse: (given) => (given === 'all' ? given : some.parse(given)),
};

/** Flags about what is compared and how. */
export const compareFlags = {
  problem: {
    ...choice('name', [...problemNames, ...surfaceNames]),
    help: `Data set: ${problemNames.join(', ')}; or surface: ${surfaceNames.join(', ')}; default ${defaultProblem}`,
  },
  optimizers: {
    ...someOrAll,
    help: `With commas between, or all that take the parameters; default ${customary.join(',')}`,
  },
  trials: {
    ...integer(1, 1000),
    help: `Settings tried of each, its defaults first; default ${data.trials}, on a surface ${surface.trials}`,
  },
  seeds: {
    ...integer(1, 100),
    help: `Runs of the best setting of each, each from a seed of its own; default ${defaultSeeds}`,
  },
  goal: {
    ...number('a finite number', () => true),
    help: `Accuracy or R² on the validation part, or height, to arrive at; default for ${defaultProblem} ${goalFor(defaultProblem)}, for surfaces ${surfaceGoal}, for a file none`,
  },
  schedule: {
    ...choice('name', scheduleNames),
    help: `Learning rate: ${scheduleNames.join(', ')}; default ${data.schedule}, on a surface ${surface.schedule}`,
  },
  seed: { ...trainingFlags.seed, help: 'Seed of the data and of the trials; default 0' },
  backend: {
    ...backendFlag,
    help: `Backend of TensorFlow.js: ${nodeBackends.join(', ')}; default ${data.backend}, on a surface ${surface.backend}`,
  },
} as const;

/** Flags of the network, where the problem is a data set. */
export const networkFlags = {
  epochs: {
    ...trainingFlags.epochs,
    help: 'Passes of a run over the training part; default a third of those of nadir train',
  },
  hidden: { ...trainingFlags.hidden, help: 'Units of each hidden layer, or none' },
  dropout: { ...trainingFlags.dropout, help: 'Share of the hidden units dropped while training' },
  batch: { ...trainingFlags.batch, help: 'Examples in a step' },
} as const;

/** Flags of a surface. */
export const surfaceFlags = {
  steps: { ...integer(1, 1_000_000), help: `Steps of each run; default ${defaultSteps}` },
} as const;

/** Flags about what is written and where. */
export const outputFlags = {
  out: { ...text('folder'), help: 'Folder of the report. Left out: runs/compare-<problem>' },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;
