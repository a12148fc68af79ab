import { logUniform, oneMinusLogUniform } from './distribution.js';
import type { Source, Spaces } from './space.js';

const source = (file: string): Source => ({
  title:
    'Dahl, Schneider, Nado et al., Benchmarking Neural Network Training Algorithms (AlgoPerf), 2023',
  part: `search space of the paper’s baseline, ${file}/tuning_search_space.json`,
  url: 'https://github.com/mlcommons/algorithmic-efficiency/tree/main/algorithms/archived_paper_baselines',
});

/** The weight decay of the baseline AdamW. */
export const adamwDecay = logUniform(5e-3, 1);

/** The spaces of the baselines of AlgoPerf. Label smoothing and dropout belong to the model here. */
export const algoperf: Spaces = {
  lamb: {
    options: {
      learningRate: logUniform(1e-4, 1e-2),
      beta1: oneMinusLogUniform(5e-2, 0.3),
      weightDecay: logUniform(1e-3, 1),
    },
    source: source('lamb'),
  },
  // The baseline has a mean of steps besides, whose β₁ is searched; PyTorch's Adafactor has none.
  adafactor: {
    options: { learningRate: logUniform(1e-4, 1e-2), weightDecay: logUniform(1e-3, 1) },
    source: source('adafactor'),
  },
};
