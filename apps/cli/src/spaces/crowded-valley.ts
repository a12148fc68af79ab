import { logUniform } from './distribution.js';
import type { Source, Spaces } from './space.js';

const source: Source = {
  title:
    'Schmidt, Schneider & Hennig, Descending through a Crowded Valley, ICML 2021, arXiv 2007.01547',
  part: 'tuning distributions of the selected optimizers; the settings drawn from them are in the authors’ results',
  url: 'https://github.com/SirRob1997/Crowded-Valley---Results',
};

const learningRate = logUniform(1e-4, 1);

/** The space of Adam: that of its family too. */
export const adamSpace = {
  options: { learningRate, beta1: logUniform(0.5, 0.999), beta2: logUniform(0.8, 0.999) },
  source,
};

const rateOnly = {
  options: { learningRate },
  source: { ...source, part: `${source.part}; the learning rate only` },
};

/** The spaces of the benchmark of 15 optimizers by Schmidt, Schneider and Hennig. */
export const crowdedValley: Spaces = {
  adadelta: rateOnly,
  rmsprop: rateOnly,
};
