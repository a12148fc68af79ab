import { logNormal, logUniform, uniform } from './distribution.js';
import type { Source, Spaces } from './space.js';

const source = (name: string): Source => ({
  title:
    'Sivaprasad, Mai, Vogels, Jaggi & Fleuret, Optimizer Benchmarking Needs to Account for Hyperparameter Tuning, ICML 2020, arXiv 1910.11758',
  part: `prior calibrated over its problems, ‘${name}’ in main_runner.py, to four digits`,
  url: 'https://github.com/idiap/hypaobp',
});

/** The priors of Sivaprasad et al. */
export const sivaprasad: Spaces = {
  sgd: {
    options: {
      learningRate: logNormal(-2.438, 1.204),
      momentum: uniform(0, 1),
      weightDecay: logUniform(1e-5, 1e-1),
    },
    source: source('sgdmw'),
  },
  adagrad: {
    options: { learningRate: logNormal(-2.005, 1.204) },
    source: source('adagrad'),
  },
};
