import { oneOf } from './distribution.js';
import type { Source, Spaces } from './space.js';

const source = (name: string): Source => ({
  title:
    'Wen, Hall, Ma & Liang, Fantastic Pretraining Optimizers and Where to Find Them, 2025, arXiv 2509.02046',
  part: `grid of the smallest model, exp725_${name}sweep_130M_1.py; it is sampled here, and was searched option by option there`,
  url: 'https://github.com/marin-community/marin/tree/main/experiments/optimizer_sweep/PhaseI',
});

/**
 * The grids of Wen, Hall, Ma and Liang. Warm-up, clipping and batches belong to the protocol here, and ε
 * keeps its default. What they call γ of Sophia is ρ.
 */
export const wen: Spaces = {
  lion: {
    options: {
      learningRate: oneOf(5e-4, 1e-3, 2e-3, 4e-3, 8e-3),
      beta1: oneOf(0.8, 0.9, 0.95, 0.98),
      beta2: oneOf(0.9, 0.95, 0.98),
      weightDecay: oneOf(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1),
    },
    source: source('lion'),
  },
  muon: {
    options: {
      learningRate: oneOf(8e-3, 1.6e-2, 3.2e-2, 6.4e-2, 0.128),
      momentum: oneOf(0.8, 0.9, 0.95, 0.98),
      weightDecay: oneOf(0, 0.1, 0.2),
    },
    source: source('muon'),
  },
  soap: {
    options: {
      learningRate: oneOf(4e-3, 8e-3, 1.6e-2),
      beta1: oneOf(0.8, 0.9, 0.95),
      beta2: oneOf(0.9, 0.95, 0.98, 0.99),
      weightDecay: oneOf(0, 0.1, 0.2),
    },
    source: source('soape'),
  },
  mars: {
    options: {
      learningRate: oneOf(8e-3, 1.6e-2, 3.2e-2),
      beta1: oneOf(0.8, 0.9, 0.95, 0.98),
      beta2: oneOf(0.9, 0.95, 0.98, 0.99),
      gamma: oneOf(0.0125, 0.025, 0.05, 0.1),
      weightDecay: oneOf(0, 0.1, 0.2),
    },
    source: source('mars'),
  },
  'sophia-h': {
    options: {
      learningRate: oneOf(2e-3, 4e-3, 8e-3, 1.6e-2, 3.2e-2),
      beta1: oneOf(0.8, 0.9, 0.95, 0.98),
      beta2: oneOf(0.9, 0.95, 0.98, 0.99, 0.995),
      rho: oneOf(6.25e-3, 1.25e-2, 2.5e-2, 5e-2),
      weightDecay: oneOf(0, 0.1, 0.2, 0.3),
    },
    source: source('sophia'),
  },
};
